package org.mcws.desk.advisory.version;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Versions, given as one or more spans of them.
 *
 * @param order the order that the bounds are in
 * @param spans all that is meant; none if no version is
 */
public record Spans(VersionOrder order, List<Span> spans) {

  private static final int MOST = 1000;

  /**
   * @throws IllegalArgumentException if there are more spans than anybody would publish
   */
  public Spans {
    if (spans.size() > MOST) {
      throw new IllegalArgumentException("has more than " + MOST + " ranges of versions");
    }
    spans = List.copyOf(spans);
  }

  /** Every version. */
  public static Spans all(VersionOrder order) {
    return new Spans(order, List.of(Span.ALL));
  }

  /** What lies in these and in those. */
  public Spans and(Spans other) {
    List<Span> both = new ArrayList<>();
    for (Span one : spans) {
      other.spans.forEach(span -> one.and(span, order).ifPresent(both::add));
    }
    return new Spans(order, both);
  }

  /** What lies in these or in those. */
  public Spans or(Spans other) {
    List<Span> either = new ArrayList<>(spans);
    either.addAll(other.spans);
    return new Spans(order, either);
  }

  /** What lies outside. */
  public Spans not() {
    Spans rest = all(order);
    for (Span span : spans) {
      rest = rest.and(outside(span));
    }
    return rest;
  }

  /** Whether the version is meant. */
  public boolean contain(String version) {
    return spans.stream().anyMatch(span -> span.contains(version, order));
  }

  private Spans outside(Span span) {
    List<Span> outside = new ArrayList<>();
    span.lower()
        .map(low -> low.inclusive() ? Span.before(low.version()) : Span.upTo(low.version()))
        .ifPresent(outside::add);
    span.upper()
        .map(high -> high.inclusive() ? Span.after(high.version()) : Span.from(high.version()))
        .ifPresent(outside::add);
    return new Spans(order, outside);
  }

  /** The only span, if there is just one. */
  public Optional<Span> single() {
    return spans.size() == 1 ? Optional.of(spans.get(0)) : Optional.empty();
  }
}
