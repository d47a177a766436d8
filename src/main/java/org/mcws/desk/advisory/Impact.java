package org.mcws.desk.advisory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.mcws.desk.advisory.Advisory.Finding;
import org.mcws.desk.inventory.DeliveredService;
import org.mcws.desk.inventory.Inventory;
import org.mcws.desk.inventory.PackageName;
import org.mcws.desk.inventory.RunningComponent;
import org.springframework.transaction.annotation.Transactional;

/** Finds out whom an advisory affects, by what the inventory knows to run. */
@org.springframework.stereotype.Component
public class Impact {

  private static final int AT_ONCE = 5000;

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
    return search(advisory, inventory::running, inventory::runningImages);
  }

  /** Whether the service runs what the advisory says is affected, as {@link #of} finds it. */
  @Transactional(readOnly = true)
  public boolean isOn(DeliveredService service, Advisory advisory) {
    return !search(
            advisory, names -> inventory.running(service.id(), names), images -> List.of(service))
        .isEmpty();
  }

  /**
   * Which of these packages of one service the advisory says are affected, as {@link #of} finds it.
   */
  List<Component> in(List<RunningComponent> packages, Advisory advisory) {
    Findings findings = new Findings(advisory, clearances(advisory), synonyms(advisory));
    Set<PackageName> names = Set.copyOf(findings.names());
    return packages.stream()
        .filter(one -> names.contains(one.name()))
        .flatMap(one -> findings.affecting(one).stream())
        .distinct()
        .toList();
  }

  private List<Affected> search(
      Advisory advisory,
      Function<List<PackageName>, List<RunningComponent>> running,
      Function<List<String>, List<DeliveredService>> runningImages) {
    if (advisory.withdrawn().isPresent()) {
      return List.of();
    }
    Findings findings = new Findings(advisory, clearances(advisory), synonyms(advisory));
    Map<String, Found> found = new TreeMap<>();
    for (List<PackageName> names : parts(findings.names())) {
      for (RunningComponent component : running.apply(names)) {
        add(found, component.service(), findings.affecting(component));
      }
    }
    for (List<String> images : parts(findings.images())) {
      for (DeliveredService service : runningImages.apply(images)) {
        RunningImage image = RunningImage.of(service);
        images.stream()
            .filter(image::isOf)
            .forEach(one -> add(found, service, findings.inImage(one, service)));
      }
    }
    return found.values().stream().map(Found::affected).toList();
  }

  /** As many at once as a query may name. */
  private static <T> List<List<T>> parts(Collection<T> all) {
    List<T> list = List.copyOf(all);
    List<List<T>> parts = new ArrayList<>();
    for (int from = 0; from < list.size(); from += AT_ONCE) {
      parts.add(list.subList(from, Math.min(from + AT_ONCE, list.size())));
    }
    return parts;
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

  private static void add(
      Map<String, Found> found, DeliveredService service, List<Component> components) {
    if (!components.isEmpty()) {
      found
          .computeIfAbsent(service.id(), id -> new Found(service, new ArrayList<>()))
          .components()
          .add(components);
    }
  }

  private record Found(DeliveredService service, List<List<Component>> components) {

    Affected affected() {
      return new Affected(
          service,
          components.size() == 1
              ? components.get(0)
              : components.stream().flatMap(List::stream).distinct().toList());
    }
  }

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
