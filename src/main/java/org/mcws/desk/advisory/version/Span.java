package org.mcws.desk.advisory.version;

import java.util.Optional;

/**
 * The versions between two bounds.
 *
 * @param lower the lower bound; empty if there is none
 * @param upper the upper bound; empty if there is none
 */
public record Span(Optional<Bound> lower, Optional<Bound> upper) {

  /** Every version. */
  public static final Span ALL = new Span(Optional.empty(), Optional.empty());

  /** The versions from this one on. */
  public static Span from(String version) {
    return new Span(Optional.of(new Bound(version, true)), Optional.empty());
  }

  /** The versions after this one. */
  public static Span after(String version) {
    return new Span(Optional.of(new Bound(version, false)), Optional.empty());
  }

  /** The versions up to this one. */
  public static Span upTo(String version) {
    return new Span(Optional.empty(), Optional.of(new Bound(version, true)));
  }

  /** The versions before this one. */
  public static Span before(String version) {
    return new Span(Optional.empty(), Optional.of(new Bound(version, false)));
  }

  /** This version alone. */
  public static Span only(String version) {
    Bound bound = new Bound(version, true);
    return new Span(Optional.of(bound), Optional.of(bound));
  }

  /** The one version that is meant, if the two bounds are the same. */
  public Optional<String> single() {
    return lower.isPresent() && lower.equals(upper) && lower.get().inclusive()
        ? lower.map(Bound::version)
        : Optional.empty();
  }

  /** Whether the version lies between the bounds, in this order. */
  public boolean contains(String version, VersionOrder order) {
    return lower.map(bound -> bound.isBelow(version, order)).orElse(true)
        && upper.map(bound -> bound.isAbove(version, order)).orElse(true);
  }

  /** What lies in both; empty if nothing does. */
  Optional<Span> and(Span other, VersionOrder order) {
    Optional<Bound> low = lower;
    if (low.isEmpty() || other.lower.map(o -> o.startsAfter(lower.get(), order)).orElse(false)) {
      low = other.lower.isPresent() ? other.lower : low;
    }
    Optional<Bound> high = upper;
    if (high.isEmpty() || other.upper.map(o -> o.endsBefore(upper.get(), order)).orElse(false)) {
      high = other.upper.isPresent() ? other.upper : high;
    }
    Span both = new Span(low, high);
    return both.isEmpty(order) ? Optional.empty() : Optional.of(both);
  }

  private boolean isEmpty(VersionOrder order) {
    if (lower.isEmpty() || upper.isEmpty()) {
      return false;
    }
    int compared = order.compare(lower.get().version(), upper.get().version());
    return compared > 0 || compared == 0 && !(lower.get().inclusive() && upper.get().inclusive());
  }

  /**
   * Where versions begin or end to be meant.
   *
   * @param inclusive whether the version itself is meant
   */
  public record Bound(String version, boolean inclusive) {

    private boolean isBelow(String other, VersionOrder order) {
      int compared = order.compare(version, other);
      return compared < 0 || compared == 0 && inclusive;
    }

    private boolean isAbove(String other, VersionOrder order) {
      int compared = order.compare(version, other);
      return compared > 0 || compared == 0 && inclusive;
    }

    private boolean startsAfter(Bound other, VersionOrder order) {
      int compared = order.compare(version, other.version);
      return compared > 0 || compared == 0 && !inclusive;
    }

    private boolean endsBefore(Bound other, VersionOrder order) {
      int compared = order.compare(version, other.version);
      return compared < 0 || compared == 0 && !inclusive;
    }
  }
}
