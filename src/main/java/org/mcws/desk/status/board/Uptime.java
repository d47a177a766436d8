package org.mcws.desk.status.board;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How much of the time a service was in order, by days in UTC. Only the time in which it was
 * watched counts.
 *
 * @param days the last 90 days, today included, the oldest first
 */
public record Uptime(List<Day> days) {

  /** So many days are looked at. */
  public static final int DAYS = 90;

  /**
   * @param watchedSince when it was first watched; empty if it never was
   * @param downtimes in any order; they may overlap
   */
  public static Uptime of(Optional<Instant> watchedSince, List<Downtime> downtimes, Instant now) {
    List<Stretch> down = merged(downtimes, now);
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    List<Day> days = new ArrayList<>();
    for (LocalDate day = today.minusDays(DAYS - 1L); !day.isAfter(today); day = day.plusDays(1)) {
      Stretch whole =
          new Stretch(
              day.atStartOfDay(ZoneOffset.UTC).toInstant(),
              day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
      Stretch watched = whole.within(new Stretch(watchedSince.orElse(now), now));
      Duration lost =
          down.stream()
              .map(stretch -> stretch.within(watched).length())
              .reduce(Duration.ZERO, Duration::plus);
      days.add(new Day(day, watched.length(), lost));
    }
    return new Uptime(List.copyOf(days));
  }

  /** When the first of the days begins that are looked at now. */
  public static Instant from(Instant now) {
    return LocalDate.ofInstant(now, ZoneOffset.UTC)
        .minusDays(DAYS - 1L)
        .atStartOfDay(ZoneOffset.UTC)
        .toInstant();
  }

  /** How long it was watched. */
  public Duration watched() {
    return days.stream().map(Day::watched).reduce(Duration.ZERO, Duration::plus);
  }

  /** How long it was out of order while it was watched. */
  public Duration down() {
    return days.stream().map(Day::down).reduce(Duration.ZERO, Duration::plus);
  }

  /**
   * The share of the time in which it was in order, such as {@code 99.98 %}, cut and not rounded so
   * that only what never failed has 100; empty if it was not watched.
   */
  public Optional<String> percent() {
    return percent(watched(), down());
  }

  /** The same of any stretch of time, or of several together. */
  public static Optional<String> percent(Duration watchedFor, Duration downFor) {
    long watched = watchedFor.toMillis();
    if (watched == 0) {
      return Optional.empty();
    }
    long hundredths = (watched - downFor.toMillis()) * 10_000 / watched;
    return Optional.of(
        hundredths == 10_000
            ? "100 %"
            : "%d.%02d %%".formatted(hundredths / 100, hundredths % 100));
  }

  private static List<Stretch> merged(List<Downtime> downtimes, Instant now) {
    List<Stretch> sorted =
        downtimes.stream()
            .map(down -> new Stretch(down.from(), down.until().orElse(now)))
            .sorted(Comparator.comparing(Stretch::from))
            .toList();
    List<Stretch> merged = new ArrayList<>();
    for (Stretch next : sorted) {
      Stretch last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
      if (last == null || next.from().isAfter(last.to())) {
        merged.add(next);
      } else if (next.to().isAfter(last.to())) {
        merged.set(merged.size() - 1, new Stretch(last.from(), next.to()));
      }
    }
    return merged;
  }

  /**
   * A day in UTC.
   *
   * @param watched how long the service was watched on it
   * @param down how long of this it was out of order
   */
  public record Day(LocalDate day, Duration watched, Duration down) {

    public boolean isKnown() {
      return !watched.isZero();
    }

    public boolean isClean() {
      return down.isZero();
    }

    /** Whether it was out of order for more than a twentieth of the time. */
    public boolean isBad() {
      return down.multipliedBy(20).compareTo(watched) > 0;
    }
  }

  private record Stretch(Instant from, Instant to) {

    Stretch within(Stretch other) {
      Instant start = from.isAfter(other.from) ? from : other.from;
      Instant end = to.isBefore(other.to) ? to : other.to;
      return new Stretch(start, end.isBefore(start) ? start : end);
    }

    Duration length() {
      return Duration.between(from, to);
    }
  }
}
