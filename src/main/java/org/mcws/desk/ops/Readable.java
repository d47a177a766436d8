package org.mcws.desk.ops;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Times in a reader's terms.
 *
 * @param now when the page was made
 */
record Readable(Instant now) {

  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);

  /** Such as {@code 2 Mar 2027, 11:00 UTC}. */
  public String exact(Instant moment) {
    return MOMENT.format(moment);
  }

  /** Such as {@code 3 h 5 min ago}, or {@code in 2 d 4 h}. */
  public String relative(Instant moment) {
    Duration since = Duration.between(moment, now);
    if (since.abs().toSeconds() < 1) {
      return "now";
    }
    return since.isNegative()
        ? "in " + length(since.negated().toSeconds())
        : length(since.toSeconds()) + " ago";
  }

  /** Such as {@code 2 Mar}. */
  public String day(LocalDate day) {
    return DAY.format(day);
  }

  /**
   * Such as {@code 40 s}, {@code 12 min}, {@code 3 h 5 min} or {@code 2 d 4 h}; cut, not rounded.
   */
  public String length(long seconds) {
    Duration length = Duration.ofSeconds(seconds);
    if (length.toMinutes() == 0) {
      return seconds + " s";
    }
    if (length.toHours() == 0) {
      return length.toMinutes() + " min";
    }
    return length.toDays() < 2
        ? two(length.toHours(), "h", length.toMinutesPart(), "min")
        : two(length.toDays(), "d", length.toHoursPart(), "h");
  }

  private static String two(long many, String unit, long rest, String lesser) {
    return many + " " + unit + (rest == 0 ? "" : " " + rest + " " + lesser);
  }
}
