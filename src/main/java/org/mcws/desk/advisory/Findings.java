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

  /** So many fixed versions are looked at for one that has the problem by no other range. */
  private static final int MOST_FIXES = 1000;

  private final Map<PackageName, List<Finding>> affected = new LinkedHashMap<>();
  private final Map<String, List<Finding>> affectedImages = new LinkedHashMap<>();
  private final Map<Subject, List<Finding>> cleared = new HashMap<>();
  private final Map<String, String> synonyms;

  // Thousands of services run the same few versions and images.
  private final Map<Running, Answer> answers = new HashMap<>();
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
        .filter(Findings::clears)
        .distinct()
        .forEach(
            finding ->
                finding
                    .name()
                    .ifPresent(
                        name ->
                            cleared
                                .computeIfAbsent(
                                    new Subject(name, common(finding.problem())),
                                    subject -> new ArrayList<>())
                                .add(finding)));
  }

  /** The packages to look for. */
  Collection<PackageName> names() {
    return affected.keySet();
  }

  /** The images to look for. */
  Collection<String> images() {
    return affectedImages.keySet();
  }

  /** What the component is affected by. */
  List<Component> affecting(RunningComponent component) {
    Running running =
        new Running(
            component.name(), component.version(), DistributionRelease.ofPurl(component.purl()));
    return answers.computeIfAbsent(running, this::answer).in(component.service());
  }

  /** What a scanner found in an image that the service runs. */
  List<Component> inImage(String image, DeliveredService service) {
    return imageAnswers.computeIfAbsent(image, this::imageProblems).stream()
        .filter(found -> found.isIn(service))
        .map(found -> found.inImageOf(service))
        .toList();
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

  /** That something is fixed without saying in which version says nothing of what runs. */
  private static boolean clears(Finding finding) {
    boolean saysWhich = !finding.ranges().isEmpty() || !finding.versions().isEmpty();
    return finding.status() == Status.NOT_AFFECTED || finding.status() == Status.FIXED && saysWhich;
  }

  private Answer answer(Running running) {
    Map<String, List<Finding>> byProblem =
        affected.getOrDefault(running.name(), List.of()).stream()
            .filter(finding -> running.isOf(finding.release()))
            .collect(
                Collectors.groupingBy(
                    finding -> common(finding.problem()), LinkedHashMap::new, Collectors.toList()));
    List<Found> found = new ArrayList<>();
    byProblem.forEach(
        (problem, findings) ->
            findings.stream()
                .filter(finding -> running.version().isEmpty() || finding.covers(running.version()))
                .findFirst()
                .flatMap(finding -> found(finding, problem, running, findings))
                .ifPresent(found::add));
    return new Answer(
        found,
        found.stream().map(Found::component).toList(),
        found.stream().allMatch(Found::isAnywhere));
  }

  private List<Found> imageProblems(String image) {
    List<Found> found = new ArrayList<>();
    for (Finding finding : affectedImages.get(image)) {
      PackageName name = finding.name().orElseGet(() -> PackageName.of("docker", image));
      String version = finding.versions().stream().findFirst().orElse("");
      found(
              finding,
              common(finding.problem()),
              new Running(name, version, finding.release()),
              List.of(finding))
          .ifPresent(found::add);
    }
    return found.stream().distinct().toList();
  }

  /** The problem of what runs, unless it is cleared wherever that runs. */
  private Optional<Found> found(
      Finding finding, String problem, Running running, List<Finding> sameProblem) {
    List<Finding> clearances =
        cleared.getOrDefault(new Subject(running.name(), problem), List.of()).stream()
            .filter(clearance -> running.isOf(clearance.release()))
            .filter(clearance -> running.isMeantBy(clearance))
            .toList();
    if (clearances.stream().anyMatch(clearance -> clearance.image().isEmpty())) {
      return Optional.empty();
    }
    Component component =
        new Component(
            running.name().type(),
            running.name().name(),
            running.version(),
            fixed(finding, running.version(), sameProblem),
            finding.problem());
    return Optional.of(
        new Found(
            component,
            clearances.stream().flatMap(clearance -> clearance.image().stream()).toList()));
  }

  /** The lowest above the running one, that has the problem by no other range. */
  private static String fixed(Finding finding, String running, List<Finding> sameProblem) {
    VersionOrder order = VersionOrder.of(finding.name().map(PackageName::type).orElse("generic"));
    Set<String> candidates = new LinkedHashSet<>();
    sameProblem.forEach(other -> candidates.addAll(other.fixed()));
    Stream<String> clean =
        order.sorted(candidates).stream()
            .filter(version -> running.isEmpty() || order.compare(version, running) > 0)
            .limit(MOST_FIXES)
            .filter(version -> sameProblem.stream().noneMatch(other -> other.covers(version)));
    return running.isEmpty()
        ? clean.reduce((lower, higher) -> higher).orElse(null)
        : clean.findFirst().orElse(null);
  }

  private String common(String problem) {
    String capitals = AdvisoryRegister.capitals(problem);
    return synonyms.getOrDefault(capitals, capitals);
  }

  private record Subject(PackageName name, String problem) {}

  /** A package that runs somewhere. */
  private record Running(PackageName name, String version, Optional<String> release) {

    boolean isOf(Optional<String> meant) {
      return meant.isEmpty()
          || release.isEmpty()
          || DistributionRelease.isIn(release.get(), meant.get());
    }

    /** Whether the statement is about it; of a version that nobody knows only what is about all. */
    boolean isMeantBy(Finding statement) {
      boolean every = statement.ranges().isEmpty() && statement.versions().isEmpty();
      return every || !version.isEmpty() && statement.covers(version);
    }
  }

  /**
   * A problem of something that runs.
   *
   * @param component what has it
   * @param clearedIn the images in which it does no harm
   */
  private record Found(Component component, List<String> clearedIn) {

    boolean isAnywhere() {
      return clearedIn.isEmpty();
    }

    boolean isIn(DeliveredService service) {
      return isAnywhere() || clearedIn.stream().noneMatch(RunningImage.of(service)::isOf);
    }

    /** The image itself has no version but its tag. */
    Component inImageOf(DeliveredService service) {
      return component.version().isEmpty() && component.type().equals("docker")
          ? new Component(
              component.type(),
              component.name(),
              RunningImage.of(service).tag(),
              component.fixed(),
              component.problem())
          : component;
    }
  }

  /**
   * All problems of something that runs.
   *
   * @param everywhere whether they are the same in all services
   */
  private record Answer(List<Found> found, List<Component> components, boolean everywhere) {

    List<Component> in(DeliveredService service) {
      return everywhere
          ? components
          : found.stream().filter(one -> one.isIn(service)).map(Found::component).toList();
    }
  }
}
