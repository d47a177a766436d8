package org.mcws.desk.duty;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A stretch of time.
 *
 * @param from when it begins
 * @param to when it ends
 * @param since when the whole began of which it is a part
 */
record Span(Instant from, Instant to, Instant since) {

  static Span of(Instant from, Instant to) {
    return new Span(from, to, from);
  }

  boolean touches(Instant from, Instant to) {
    return this.to.isAfter(this.from) && this.to.isAfter(from) && this.from.isBefore(to);
  }

  /** What of it lies in another. */
  Optional<Span> within(Span other) {
    return part(
        from.isAfter(other.from) ? from : other.from, to.isBefore(other.to) ? to : other.to);
  }

  /** What of it lies before and after another. */
  List<Span> without(Span other) {
    if (!touches(other.from, other.to)) {
      return List.of(this);
    }
    return Stream.of(part(from, other.from), part(other.to, to)).flatMap(Optional::stream).toList();
  }

  /** What of it is left from a moment on. */
  Optional<Span> startingAt(Instant moment) {
    return moment.isAfter(from) ? part(moment, to) : Optional.of(this);
  }

  private Optional<Span> part(Instant from, Instant to) {
    return to.isAfter(from) ? Optional.of(new Span(from, to, since)) : Optional.empty();
  }
}
