package org.mcws.desk.duty;

import java.time.Instant;
import java.util.Optional;

/**
 * A stretch of time in which somebody of Ops has duty.
 *
 * @param shift key of the shift, or of the calendar's event, that says so
 * @param member who
 * @param span when
 */
record Turn(String shift, Member member, Span span) {

  Instant from() {
    return span.from();
  }

  Instant to() {
    return span.to();
  }

  /** What of it the person does, who may be away at its beginning. */
  Optional<Turn> attended() {
    return member
        .entry()
        .backAt()
        .map(span::startingAt)
        .orElse(Optional.of(span))
        .map(left -> new Turn(shift, member, left));
  }

  boolean isOf(Member other) {
    return member.id().equals(other.id());
  }

  NextOnDuty asNext() {
    return new NextOnDuty(member.person(), from(), to());
  }
}
