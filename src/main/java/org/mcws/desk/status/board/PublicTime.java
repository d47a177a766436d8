package org.mcws.desk.status.board;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Moments as the public reads them, in UTC. */
public final class PublicTime {

  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM", Locale.ENGLISH);

  private PublicTime() {}

  /** Such as {@code 2 March 2027, 11:00 UTC}. */
  public static String moment(Instant moment) {
    return MOMENT.format(moment);
  }

  /** Such as {@code 2 March 2027, 11:00 UTC, to 2 March 2027, 12:00 UTC}. */
  public static String span(Instant from, Instant until) {
    return moment(from) + ", to " + moment(until);
  }

  /** Such as {@code 2 March}. */
  public static String day(LocalDate day) {
    return DAY.format(day);
  }

  /** Such as {@code 3 h 5 min}; what is shorter than a minute counts as one. */
  public static String length(Duration length) {
    long minutes = Math.max(1, length.toMinutes());
    long hours = minutes / 60;
    if (hours == 0) {
      return minutes + " min";
    }
    return minutes % 60 == 0 ? hours + " h" : hours + " h " + minutes % 60 + " min";
  }
}
