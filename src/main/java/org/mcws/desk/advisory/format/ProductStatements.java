package org.mcws.desk.advisory.format;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mcws.desk.advisory.Advisory.Finding;
import org.mcws.desk.advisory.Advisory.Range;
import org.mcws.desk.advisory.Advisory.Status;
import org.mcws.desk.advisory.format.Packages.Named;
import org.mcws.desk.advisory.format.ProductTree.Product;
import org.mcws.desk.advisory.version.Span;
import org.mcws.desk.advisory.version.VersionOrder;
import org.mcws.desk.inventory.PackageName;

/**
 * What is said about products as to one problem, brought together by package. A range that only a
 * person understands means every version where it says that something is affected, and nothing
 * where it says that it is not: what is uncertain must not pass for safe.
 */
final class ProductStatements {

  private final String problem;
  private final Draft draft;
  private final Map<Subject, Said> said = new LinkedHashMap<>();

  ProductStatements(String problem, Draft draft) {
    this.problem = problem;
    this.draft = draft;
  }

  /** A status of a product, in the versions that it has. */
  void say(Status status, Product product) {
    Product meant = clears(status) ? product.whole().orElse(product) : product;
    subject(meant)
        .ifPresentOrElse(
            subject -> say(status, meant, subject),
            () -> draft.note("It cannot be told which package '" + meant.name() + "' is."));
  }

  /** The product's version is the first with the problem. */
  void firstAffected(Product product) {
    version(product).ifPresent(version -> of(product).ifPresent(s -> s.introduced.add(version)));
  }

  /** The product's version is the last with the problem. */
  void lastAffected(Product product) {
    version(product).ifPresent(version -> of(product).ifPresent(s -> s.last.add(version)));
  }

  /** Adds all to the advisory. */
  void finish() {
    said.forEach((subject, one) -> one.addTo(subject));
  }

  private void say(Status status, Product product, Subject subject) {
    VersionOrder order = VersionOrder.of(subject.name().type());
    Optional<Affected> versions =
        product.range().isPresent()
            ? RangeText.parse(product.range().get(), order)
            : Optional.of(Affected.only(version(product)));
    boolean anyVersion = product.range().isEmpty() && version(product).isEmpty();
    if (status == Status.FIXED && anyVersion) {
      draft.note("'" + product.name() + "' is fixed, but it is not said in which version.");
      return;
    }
    if (versions.isEmpty()) {
      draft.note(
          "Of '"
              + product.name()
              + "' the versions '"
              + product.range().orElse("")
              + "' are not understood: "
              + (clears(status) ? "none is taken for safe." : "every version counts."));
    }
    versions
        .or(() -> clears(status) ? Optional.empty() : Optional.of(Affected.all()))
        .ifPresent(
            affected ->
                said.computeIfAbsent(subject, s -> new Said())
                    .byStatus
                    .computeIfAbsent(status, s -> new ArrayList<>())
                    .add(affected));
  }

  private Optional<Said> of(Product product) {
    return subject(product).map(subject -> said.computeIfAbsent(subject, s -> new Said()));
  }

  private static Optional<String> version(Product product) {
    return product.named().flatMap(Named::version);
  }

  private static Optional<Subject> subject(Product product) {
    return product
        .named()
        .map(named -> new Subject(named.name(), product.image(), named.release()));
  }

  private static boolean clears(Status status) {
    return status == Status.FIXED || status == Status.NOT_AFFECTED;
  }

  private record Subject(PackageName name, Optional<String> image, Optional<String> release) {}

  private final class Said {

    private final Map<Status, List<Affected>> byStatus = new LinkedHashMap<>();
    private final List<String> introduced = new ArrayList<>();
    private final List<String> last = new ArrayList<>();

    private void addTo(Subject subject) {
      VersionOrder order = VersionOrder.of(subject.name().type());
      List<String> fixes = fixes(order);
      Affected affected = affected(order, fixes);
      if (!affected.isNone()) {
        add(subject, Status.AFFECTED, affected, fixes);
      }
      byStatus.forEach(
          (status, versions) -> {
            if (status != Status.AFFECTED) {
              add(subject, status, together(versions), List.of());
            }
          });
    }

    /**
     * An advisory that names nothing but the fixed version means that all before have the problem.
     */
    private Affected affected(VersionOrder order, List<String> fixes) {
      Events events = new Events(order);
      introduced.forEach(events::introduced);
      last.forEach(events::lastAffected);
      if (!events.isEmpty()) {
        fixes.forEach(events::fixed);
      }
      List<Affected> all = new ArrayList<>(byStatus.getOrDefault(Status.AFFECTED, List.of()));
      if (!events.isEmpty()) {
        all.add(new Affected(events.ranges(), List.of()));
      }
      boolean onlyFixed = all.isEmpty() && byStatus.keySet().equals(Set.of(Status.FIXED));
      if (onlyFixed && draft.tellsOfProblems() && !fixes.isEmpty()) {
        all.add(
            new Affected(List.of(Range.of(Span.before(fixes.get(fixes.size() - 1)))), List.of()));
      }
      return together(all);
    }

    private List<String> fixes(VersionOrder order) {
      Set<String> fixes = new LinkedHashSet<>();
      for (Affected fixed : byStatus.getOrDefault(Status.FIXED, List.of())) {
        fixes.addAll(fixed.versions());
        fixed.ranges().forEach(range -> range.introduced().ifPresent(fixes::add));
      }
      return Affected.fixes(List.copyOf(fixes), order);
    }

    private void add(Subject subject, Status status, Affected versions, List<String> fixes) {
      draft.finding(
          new Finding(
              problem,
              Optional.of(subject.name()),
              subject.image(),
              status,
              versions.ranges(),
              versions.versions(),
              fixes,
              subject.release()));
    }
  }

  /** All versions that any of these means. */
  static Affected together(List<Affected> parts) {
    Set<Range> ranges = new LinkedHashSet<>();
    Set<String> versions = new LinkedHashSet<>();
    parts.forEach(
        part -> {
          ranges.addAll(part.ranges());
          versions.addAll(part.versions());
        });
    return new Affected(List.copyOf(ranges), List.copyOf(versions));
  }
}
