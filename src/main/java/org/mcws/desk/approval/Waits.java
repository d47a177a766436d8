package org.mcws.desk.approval;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import org.mcws.desk.engine.Pace;
import org.springframework.stereotype.Component;

/** When things are due, at the desk's pace. */
@Component
class Waits {

  /** At which hour of a day people are asked again. */
  private static final LocalTime MORNING = LocalTime.of(8, 0);

  private final Pace pace;
  private final Clock clock;

  Waits(Pace pace, Clock clock) {
    this.pace = pace;
    this.clock = clock;
  }

  Duration paced(Duration wait) {
    return pace.of(wait);
  }

  String paced(String cycle) {
    return pace.of(cycle);
  }

  /** The moment after such a wait. */
  Instant after(Instant start, Duration wait) {
    return start.plus(pace.of(wait));
  }

  /** The morning of a day, as long from now as the pace says. */
  Instant morningOf(LocalDate day, ZoneId zone) {
    return later(day.atTime(MORNING).atZone(zone).toInstant());
  }

  /** A moment to come, as long from now as the pace says. */
  Instant later(Instant moment) {
    Instant now = clock.instant();
    return moment.isAfter(now) ? now.plus(pace.of(Duration.between(now, moment))) : now;
  }

  /** What a timer waits from now until then, which is paced already. */
  String until(Instant moment) {
    Duration left = Duration.between(clock.instant(), moment);
    return (left.isNegative() ? Duration.ZERO : left).toString();
  }
}
