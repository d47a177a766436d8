package org.mcws.desk.notification;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/** The night, in which people are not written to unless it cannot wait. */
public final class QuietHours {

  private static final LocalTime EVENING = LocalTime.of(22, 0);
  private static final LocalTime MORNING = LocalTime.of(8, 0);

  private QuietHours() {}

  /** The moment itself, or the next morning if it lies in the night of that time zone. */
  public static Instant over(Instant moment, ZoneId zone) {
    ZonedDateTime there = moment.atZone(zone);
    LocalTime time = there.toLocalTime();
    if (time.isBefore(MORNING)) {
      return there.with(MORNING).toInstant();
    }
    return time.isBefore(EVENING) ? moment : there.plusDays(1).with(MORNING).toInstant();
  }
}
