package org.mcws.desk.duty.ics;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.Temporal;
import java.time.zone.ZoneRules;
import java.util.function.Supplier;

/**
 * A time as a calendar gives it: what a clock on the wall shows there.
 *
 * @param local what the clock shows; midnight for a day
 * @param zone where the clock hangs
 * @param wholeDay whether the calendar names a day and no time
 */
record IcsTime(LocalDateTime local, ZoneRules zone, boolean wholeDay) {

  /**
   * @param written a day, a time without zone, or a moment
   * @param zone where a day or a time without zone is meant; moments need none
   */
  static IcsTime of(Temporal written, Supplier<ZoneRules> zone) {
    if (written instanceof LocalDate day) {
      return new IcsTime(day.atStartOfDay(), zone.get(), true);
    }
    if (written instanceof LocalDateTime time) {
      return new IcsTime(time, zone.get(), false);
    }
    return new IcsTime(
        LocalDateTime.ofInstant(Instant.from(written), ZoneOffset.UTC),
        ZoneOffset.UTC.getRules(),
        false);
  }

  /**
   * The moment. A time that comes twice is the first of both; one that is left out comes as much
   * later as the clocks are put forward (RFC 5545, 3.3.5).
   */
  Instant moment() {
    return moment(local);
  }

  /** The moment at which this clock shows another time. */
  Instant moment(LocalDateTime time) {
    return time.toInstant(zone.getOffset(time));
  }

  /** What this clock shows at a moment. */
  LocalDateTime at(Instant moment) {
    return LocalDateTime.ofInstant(moment, zone.getOffset(moment));
  }

  /** The same moment, or the day on which it is, if only a day is given. */
  boolean means(LocalDateTime start, IcsTime event) {
    return wholeDay
        ? start.toLocalDate().equals(local.toLocalDate())
        : moment().equals(event.moment(start));
  }
}
