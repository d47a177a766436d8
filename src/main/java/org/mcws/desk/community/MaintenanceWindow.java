package org.mcws.desk.community;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * When a community likes its services to be changed: some days of the week, from one time of day to
 * another, in the community's time zone. One that ends before it begins goes on past midnight and
 * belongs to the day on which it begins.
 *
 * <p>Where clocks are put forward over its beginning it opens as much later, and on a day on which
 * nothing of it is left it does not open at all; where they are put back it is an hour longer.
 *
 * @param days the days on which it begins, at least one
 * @param from when it begins
 * @param to when it ends; not the same as {@code from}
 */
public record MaintenanceWindow(Set<DayOfWeek> days, LocalTime from, LocalTime to) {

  /** How people write it. */
  public static final String EXAMPLE = "Tue,Thu 02:00-05:00";

  /** What is shorter would close before a failed update is rolled back. */
  private static final Duration SHORTEST = Duration.ofMinutes(30);

  private static final String DAY = "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)";
  private static final String TIME = "([01][0-9]|2[0-3]):([0-5][0-9])";
  private static final Pattern TEXT =
      Pattern.compile(
          "(" + DAY + "(?:-" + DAY + ")?(?:," + DAY + "(?:-" + DAY + ")?)*) " + TIME + "-" + TIME);

  /** A week and a day, and another week for windows that clocks put forward swallow. */
  private static final int DAYS_AHEAD = 15;

  public MaintenanceWindow {
    days = Set.copyOf(days);
  }

  /**
   * @param text days as {@code Tue,Thu} or {@code Mon-Fri}, a blank, and two times of day
   * @throws IllegalArgumentException saying what is wrong
   */
  public static MaintenanceWindow parse(String text) {
    Matcher matcher = TEXT.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "must be days of the week and two times of day, such as " + EXAMPLE);
    }
    MaintenanceWindow window =
        new MaintenanceWindow(
            days(matcher.group(1)),
            LocalTime.of(Integer.parseInt(matcher.group(2)), Integer.parseInt(matcher.group(3))),
            LocalTime.of(Integer.parseInt(matcher.group(4)), Integer.parseInt(matcher.group(5))));
    if (window.length().compareTo(SHORTEST) < 0) {
      throw new IllegalArgumentException(
          "must last " + SHORTEST.toMinutes() + " minutes or more: an update has to fit in");
    }
    return window;
  }

  /** Whether it is open at this moment. */
  public boolean isOpen(Instant now, ZoneId zone) {
    LocalDate today = now.atZone(zone).toLocalDate();
    return opening(today.minusDays(1), zone).filter(span -> span.holds(now)).isPresent()
        || opening(today, zone).filter(span -> span.holds(now)).isPresent();
  }

  /** The next moment at which it is open: now, if it is. */
  public Instant nextOpening(Instant now, ZoneId zone) {
    if (isOpen(now, zone)) {
      return now;
    }
    LocalDate today = now.atZone(zone).toLocalDate();
    for (int ahead = 0; ahead <= DAYS_AHEAD; ahead++) {
      Optional<Span> span =
          opening(today.plusDays(ahead), zone).filter(next -> !next.from().isBefore(now));
      if (span.isPresent()) {
        return span.get().from();
      }
    }
    throw new IllegalStateException("The maintenance window " + this + " never opens");
  }

  /** As people write it, and as {@link #parse} reads it. */
  @Override
  public String toString() {
    return Arrays.stream(DayOfWeek.values())
            .filter(days::contains)
            .map(MaintenanceWindow::label)
            .collect(Collectors.joining(","))
        + " "
        + from
        + "-"
        + to;
  }

  private Optional<Span> opening(LocalDate day, ZoneId zone) {
    if (!days.contains(day.getDayOfWeek())) {
      return Optional.empty();
    }
    // A time that does not exist on this day is moved by as much as the clocks are.
    Instant opens = ZonedDateTime.of(day, from, zone).toInstant();
    LocalDate lastDay = to.isAfter(from) ? day : day.plusDays(1);
    Instant closes = ZonedDateTime.of(lastDay, to, zone).toInstant();
    return closes.isAfter(opens) ? Optional.of(new Span(opens, closes)) : Optional.empty();
  }

  private Duration length() {
    Duration length = Duration.between(from, to);
    return to.isAfter(from) ? length : to.equals(from) ? Duration.ZERO : length.plusDays(1);
  }

  private static Set<DayOfWeek> days(String text) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (String part : text.split(",")) {
      String[] ends = part.split("-");
      DayOfWeek last = day(ends[ends.length - 1]);
      DayOfWeek day = day(ends[0]);
      days.add(day);
      while (day != last) {
        day = day.plus(1);
        days.add(day);
      }
    }
    return days;
  }

  private static DayOfWeek day(String label) {
    return Arrays.stream(DayOfWeek.values())
        .filter(day -> label(day).equals(label))
        .findFirst()
        .orElseThrow();
  }

  private static String label(DayOfWeek day) {
    return day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
  }

  private record Span(Instant from, Instant to) {

    boolean holds(Instant moment) {
      return !moment.isBefore(from) && moment.isBefore(to);
    }
  }
}
