package org.mcws.desk.advisory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mcws.desk.advisory.Advisory.Finding;
import org.mcws.desk.advisory.Advisory.Kind;
import org.mcws.desk.advisory.Advisory.Status;
import org.mcws.desk.advisory.Impact.Component;
import org.mcws.desk.advisory.version.VersionOrder;
import org.mcws.desk.inventory.DeliveredService;
import org.mcws.desk.inventory.PackageName;
import org.mcws.desk.inventory.RunningComponent;

/** All that is said about problems, asked by package and by image. */
final class Findings {

  private final Map<PackageName, List<Finding>> affected = new LinkedHashMap<>();
  private final Map<String, List<Finding>> affectedImages = new LinkedHashMap<>();
  private final Map<Optional<PackageName>, List<Finding>> cleared = new HashMap<>();
  private final Map<String, String> synonyms;

  // Thousands of services run the same few versions and images.
  private final Map<Running, List<Found>> answers = new HashMap<>();
  private final Map<String, List<Found>> imageAnswers = new HashMap<>();

  /**
   * @param advisory what is asked about
   * @param clearances what other documents say to be fixed or not affected
   * @param synonyms one common id for the ids of a problem, those in capitals
   */
  Findings(Advisory advisory, List<Finding> clearances, Map<String, String> synonyms) {
    this.synonyms = synonyms;
    for (Finding finding : advisory.findings()) {
      if (counts(finding, advisory.kind())) {
        add(finding);
      }
    }
    Stream.concat(advisory.findings().stream(), clearances.stream())
        .filter(f -> f.status() == Status.FIXED || f.status() == Status.NOT_AFFECTED)
        .distinct()
        .forEach(f -> cleared.computeIfAbsent(f.name(), name -> new ArrayList<>()).add(f));
  }

  /** The packages to look for. */
  Collection<PackageName> names() {
    return affected.keySet();
  }

  /** The images to look for. */
  Collection<String> images() {
    return affectedImages.keySet();
  }

  /** The problems that the component has. */
  List<Found> affecting(RunningComponent component) {
    Running running =
        new Running(
            component.name(), component.version(), DistributionRelease.ofPurl(component.purl()));
    return answers.computeIfAbsent(running, this::problems).stream()
        .filter(found -> !isCleared(found, running, component.service()))
        .toList();
  }

  /** The problems that a scanner found in the image. */
  List<Found> inImage(String image) {
    return imageAnswers.computeIfAbsent(image, this::imageProblems);
  }

  private List<Found> imageProblems(String image) {
    List<Found> found = new ArrayList<>();
    for (Finding finding : affectedImages.getOrDefault(image, List.of())) {
      String version = finding.versions().stream().findFirst().orElse("");
      Found one = new Found(finding, version, fixed(finding, version, List.of(finding)));
      Running running =
          finding.name().map(name -> new Running(name, version, finding.release())).orElse(null);
      if (running == null || !isCleared(one, running, null)) {
        found.add(one);
      }
    }
    return found.stream().distinct().toList();
  }

  private void add(Finding finding) {
    if (finding.image().isPresent()) {
      affectedImages
          .computeIfAbsent(finding.image().get(), image -> new ArrayList<>())
          .add(finding);
    } else {
      finding
          .name()
          .ifPresent(name -> affected.computeIfAbsent(name, n -> new ArrayList<>()).add(finding));
    }
  }

  /** What a scanner has found counts until somebody says that it is nothing. */
  private static boolean counts(Finding finding, Kind kind) {
    return finding.status() == Status.AFFECTED
        || finding.status() == Status.UNDER_INVESTIGATION && kind == Kind.REPORT;
  }

  private List<Found> problems(Running running) {
    Map<String, List<Finding>> byProblem =
        affected.getOrDefault(running.name(), List.of()).stream()
            .filter(finding -> running.isOf(finding.release()))
            .collect(
                Collectors.groupingBy(
                    finding -> common(finding.problem()), LinkedHashMap::new, Collectors.toList()));
    List<Found> found = new ArrayList<>();
    for (List<Finding> findings : byProblem.values()) {
      findings.stream()
          .filter(finding -> running.version().isEmpty() || finding.covers(running.version()))
          .findFirst()
          .ifPresent(
              finding ->
                  found.add(
                      new Found(
                          finding,
                          running.version(),
                          fixed(finding, running.version(), findings))));
    }
    return found;
  }

  /** The lowest above the running one, that has the problem by no other range. */
  private static String fixed(Finding finding, String running, List<Finding> sameProblem) {
    VersionOrder order = VersionOrder.of(finding.name().map(PackageName::type).orElse("generic"));
    Set<String> candidates = new LinkedHashSet<>();
    sameProblem.forEach(other -> candidates.addAll(other.fixed()));
    List<String> clean =
        order.sorted(candidates).stream()
            .filter(version -> sameProblem.stream().noneMatch(f -> f.covers(version)))
            .toList();
    if (running.isEmpty()) {
      return clean.isEmpty() ? null : clean.get(clean.size() - 1);
    }
    return clean.stream()
        .filter(version -> order.compare(version, running) > 0)
        .findFirst()
        .orElse(null);
  }

  private boolean isCleared(Found found, Running running, DeliveredService service) {
    return cleared.getOrDefault(Optional.of(running.name()), List.of()).stream()
        .filter(f -> common(f.problem()).equals(common(found.finding().problem())))
        .filter(f -> running.isOf(f.release()))
        .filter(f -> saysWhich(f) && isMeant(f, running.version()))
        .anyMatch(f -> f.image().isEmpty() || runs(service, f.image().get(), found));
  }

  private static boolean isMeant(Finding finding, String version) {
    boolean every = finding.ranges().isEmpty() && finding.versions().isEmpty();
    return every || !version.isEmpty() && finding.covers(version);
  }

  /** That something is fixed without saying in which version says nothing of what runs. */
  private static boolean saysWhich(Finding finding) {
    return finding.status() == Status.NOT_AFFECTED
        || !finding.ranges().isEmpty()
        || !finding.versions().isEmpty();
  }

  private static boolean runs(DeliveredService service, String image, Found found) {
    return service == null
        ? found.finding().image().filter(image::equals).isPresent()
        : RunningImage.of(service).isOf(image);
  }

  private String common(String problem) {
    String capitals = AdvisoryRegister.capitals(problem);
    return synonyms.getOrDefault(capitals, capitals);
  }

  /** A package that runs somewhere. */
  private record Running(PackageName name, String version, Optional<String> release) {

    boolean isOf(Optional<String> meant) {
      return meant.isEmpty()
          || release.isEmpty()
          || DistributionRelease.isIn(release.get(), meant.get());
    }
  }

  /**
   * A problem of something that runs.
   *
   * @param version the version that runs; empty if nobody knows it
   * @param fixed the version to go to, or null
   */
  record Found(Finding finding, String version, String fixed) {

    Component of(RunningComponent component) {
      return new Component(
          component.name().type(),
          component.name().name(),
          component.version(),
          fixed,
          finding.problem());
    }

    Component of(DeliveredService service) {
      PackageName name =
          finding
              .name()
              .orElseGet(() -> PackageName.of("docker", finding.image().orElse(service.image())));
      String shown =
          version.isEmpty() && name.type().equals("docker")
              ? RunningImage.of(service).tag()
              : version;
      return new Component(name.type(), name.name(), shown, fixed, finding.problem());
    }
  }
}
