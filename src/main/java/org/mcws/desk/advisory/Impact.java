package org.mcws.desk.advisory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.mcws.desk.advisory.Advisory.Finding;
import org.mcws.desk.inventory.DeliveredService;
import org.mcws.desk.inventory.Inventory;
import org.mcws.desk.inventory.RunningComponent;
import org.springframework.transaction.annotation.Transactional;

/** Finds out whom an advisory affects, by what the inventory knows to run. */
@org.springframework.stereotype.Component
public class Impact {

  private final Inventory inventory;
  private final AdvisoryRegister register;

  Impact(Inventory inventory, AdvisoryRegister register) {
    this.inventory = inventory;
    this.register = register;
  }

  /**
   * The services that run what the advisory says is affected, one entry a service, in the order of
   * their ids. What it or any kept document says to be fixed or not affected is left out, and all
   * if the advisory is withdrawn. A version that nobody knows counts as affected.
   */
  @Transactional(readOnly = true)
  public List<Affected> of(Advisory advisory) {
    if (advisory.withdrawn().isPresent()) {
      return List.of();
    }
    Findings findings = new Findings(advisory, clearances(advisory), synonyms(advisory));
    Map<String, Found> found = new TreeMap<>();
    for (RunningComponent component : inventory.running(findings.names())) {
      findings
          .affecting(component)
          .forEach(problem -> add(found, component.service(), problem.of(component)));
    }
    for (DeliveredService service : inventory.runningImages(findings.images())) {
      findings.images().stream()
          .filter(image -> RunningImage.of(service).isOf(image))
          .flatMap(image -> findings.inImage(image).stream())
          .forEach(problem -> add(found, service, problem.of(service)));
    }
    return found.values().stream()
        .map(one -> new Affected(one.service(), List.copyOf(one.components())))
        .toList();
  }

  private List<Finding> clearances(Advisory advisory) {
    return register.clearances(problems(advisory));
  }

  /**
   * What the ids of one problem have in common, so that statements by another id are understood.
   */
  private Map<String, String> synonyms(Advisory advisory) {
    Map<String, String> kept = new LinkedHashMap<>(register.keptAs(problems(advisory)));
    List<String> own = new ArrayList<>(advisory.aliases());
    own.add(advisory.id());
    String common =
        own.stream()
            .map(id -> kept.get(AdvisoryRegister.capitals(id)))
            .filter(id -> id != null)
            .findFirst()
            .orElse(advisory.id());
    own.forEach(id -> kept.put(AdvisoryRegister.capitals(id), common));
    return kept;
  }

  private static Collection<String> problems(Advisory advisory) {
    Set<String> problems = new LinkedHashSet<>(advisory.aliases());
    problems.add(advisory.id());
    advisory.findings().forEach(finding -> problems.add(finding.problem()));
    return problems;
  }

  private static void add(Map<String, Found> found, DeliveredService service, Component component) {
    found
        .computeIfAbsent(service.id(), id -> new Found(service, new LinkedHashSet<>()))
        .components()
        .add(component);
  }

  private record Found(DeliveredService service, Set<Component> components) {}

  /**
   * An affected service.
   *
   * @param service the service
   * @param components what of it is affected, one or more
   */
  public record Affected(DeliveredService service, List<Component> components) {

    public Affected {
      components = List.copyOf(components);
    }

    /** Whether each of them has a version that ends the problem. */
    public boolean isFixable() {
      return components.stream().allMatch(component -> component.fixed() != null);
    }
  }

  /**
   * An affected part of a service.
   *
   * @param type package URL type
   * @param name the package
   * @param version the version that runs; empty if nobody knows it
   * @param fixed the lowest version above it that ends the problem; null if there is none
   * @param problem id of the problem, such as a CVE number
   */
  public record Component(String type, String name, String version, String fixed, String problem) {}
}
