package org.mcws.desk.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import org.springframework.scheduling.support.CronExpression;

/**
 * When a service runs.
 *
 * @param cron the five fields of a crontab: minute, hour, day of the month, month, day of the week;
 *     or {@code @hourly}, {@code @daily}, {@code @weekly}, {@code @monthly}, {@code @yearly}
 * @param timeZone where the clock hangs by which it runs
 * @param overlap what happens if a run has not ended when the next one is due
 */
public record Timetable(String cron, ZoneId timeZone, Overlap overlap) {

  /** No clock of the tz database skips more, but for days that a whole country has left out. */
  private static final Duration MOST_SKIPPED = Duration.ofHours(2);

  private static final int FIELDS = 5;
  private static final int HOUR = 1;
  private static final int DAY_OF_MONTH = 2;
  private static final int DAY_OF_WEEK = 4;
  private static final String HOURLY = "@hourly";
  private static final String FORM =
      "must be the five fields of a crontab, such as 30 2 * * * for half past two each night, or"
          + " @hourly, @daily, @weekly, @monthly, @yearly";

  /**
   * @throws IllegalArgumentException saying what is wrong with the cron expression
   */
  public Timetable {
    expression(cron);
  }

  /**
   * The first time for a run after this moment. As cron has it: a run at an hour that the clock
   * skips when summer begins comes an hour later, and one at an hour that it shows twice when
   * summer ends comes once; what runs every hour goes by the time that passes.
   */
  public Optional<Instant> next(Instant after) {
    return isByHour() ? nextByHour(after) : nextByTime(after);
  }

  private boolean isByHour() {
    return !cron.equals(HOURLY)
        && (cron.startsWith("@") || !cron.strip().split("\\s+")[HOUR].contains("*"));
  }

  private Optional<Instant> nextByTime(Instant after) {
    return Optional.ofNullable(expression(cron).next(after.atZone(timeZone)))
        .map(ZonedDateTime::toInstant);
  }

  private Optional<Instant> nextByHour(Instant after) {
    CronExpression expression = expression(cron);
    // What a clock skips comes later than it says, so the search begins before that.
    LocalDateTime next =
        expression.next(LocalDateTime.ofInstant(after, timeZone).minus(MOST_SKIPPED));
    while (next != null && !next.atZone(timeZone).toInstant().isAfter(after)) {
      next = expression.next(next);
    }
    return Optional.ofNullable(next).map(local -> local.atZone(timeZone).toInstant());
  }

  private static CronExpression expression(String cron) {
    if (cron.startsWith("@")) {
      return parse(cron);
    }
    String[] fields = cron.strip().split("\\s+");
    if (fields.length != FIELDS) {
      throw new IllegalArgumentException(FORM);
    }
    CronExpression expression = parse("0 " + String.join(" ", fields));
    if (!isAny(fields[DAY_OF_MONTH]) && !isAny(fields[DAY_OF_WEEK])) {
      // A crontab means either of both, and other programs mean both at once.
      throw new IllegalArgumentException(
          "names a day of the month and a day of the week: leave one of them *");
    }
    return expression;
  }

  private static boolean isAny(String field) {
    return field.equals("*") || field.equals("?");
  }

  private static CronExpression parse(String cron) {
    CronExpression expression;
    try {
      expression = CronExpression.parse(cron);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(FORM, e);
    }
    if (expression.next(ZonedDateTime.parse("2024-01-01T00:00:00Z")) == null) {
      throw new IllegalArgumentException("names a time that never comes");
    }
    return expression;
  }
}
