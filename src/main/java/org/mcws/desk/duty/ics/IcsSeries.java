package org.mcws.desk.duty.ics;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.Temporal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.fortuna.ical4j.model.Period;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.Recur;
import net.fortuna.ical4j.model.property.ExDate;
import net.fortuna.ical4j.model.property.RDate;
import net.fortuna.ical4j.model.property.RRule;
import net.fortuna.ical4j.transform.recurrence.Frequency;

/**
 * When an event takes place, once or again and again. It is repeated by the clock on the wall where
 * it begins, and lasts as long by that clock: a night's shift ends when the next one begins, also
 * in the night in which clocks are changed. (RFC 5545 would have it last as many hours as ever.)
 */
final class IcsSeries {

  private static final Set<Frequency> TOO_OFTEN =
      Set.of(Frequency.HOURLY, Frequency.MINUTELY, Frequency.SECONDLY);

  /** Beyond these a rule is a mistake, and following it takes long. */
  private static final int HIGHEST_COUNT = 10_000;

  private static final int HIGHEST_INTERVAL = 1_000;

  private final IcsEvent event;
  private final IcsTime start;
  private final Duration length;

  IcsSeries(IcsEvent event) {
    this.event = event;
    this.start = event.start();
    this.length = Duration.between(start.local(), event.end(start));
    if (length.isNegative() || length.isZero()) {
      throw new UnreadableEvent("does not end after it begins");
    }
  }

  /**
   * All of it that lies at least in part between two moments.
   *
   * @param changed occurrences of which another event tells
   */
  List<IcsTurn> turns(Instant from, Instant to, List<IcsTime> changed) {
    TreeMap<LocalDateTime, LocalDateTime> times = new TreeMap<>();
    addRepetitions(times, start.at(from), start.at(to));
    addDates(times);
    List<IcsTime> left = Stream.concat(exceptions(), changed.stream()).toList();
    times.keySet().removeIf(time -> left.stream().anyMatch(one -> one.means(time, start)));
    return times.entrySet().stream()
        .map(time -> turn(start.moment(time.getKey()), start.moment(time.getValue())))
        .filter(turn -> turn.to().isAfter(turn.from()))
        .filter(turn -> turn.to().isAfter(from) && turn.from().isBefore(to))
        .toList();
  }

  private IcsTurn turn(Instant from, Instant to) {
    return new IcsTurn(
        event.uid(), from, to, event.summary(), event.attendees(), event.organizer());
  }

  private void addRepetitions(
      TreeMap<LocalDateTime, LocalDateTime> times, LocalDateTime from, LocalDateTime to) {
    if (!event.all("EXRULE").isEmpty()) {
      throw new UnreadableEvent("leaves days out by a rule (EXRULE); leave them out one by one");
    }
    List<RRule<Temporal>> rules = event.all(Property.RRULE);
    if (rules.isEmpty()) {
      times.put(start.local(), start.local().plus(length));
    }
    for (RRule<Temporal> rule : rules) {
      // What overlaps the time looked at may have begun before, and offsets are of hours.
      List<Temporal> starts =
          checked(rule.getRecur())
              .getDates(
                  wall(start.local()), wall(from.minus(length).minusDays(1)), wall(to.plusDays(1)));
      for (Temporal time : starts) {
        LocalDateTime local = LocalDateTime.from(time);
        times.put(local, local.plus(length));
      }
    }
  }

  private void addDates(TreeMap<LocalDateTime, LocalDateTime> times) {
    List<RDate<Temporal>> dates = event.all(Property.RDATE);
    for (RDate<Temporal> property : dates) {
      Optional<Set<Period<Temporal>>> periods = property.getPeriods();
      for (Period<Temporal> period : periods.orElse(Set.of())) {
        times.put(local(period.getStart(), property), local(period.getEnd(), property));
      }
      for (Temporal date : periods.isPresent() ? List.<Temporal>of() : property.getDates()) {
        LocalDateTime time = local(date, property);
        times.put(time, time.plus(length));
      }
    }
  }

  private Stream<IcsTime> exceptions() {
    List<ExDate<Temporal>> dates = event.all(Property.EXDATE);
    return dates.stream()
        .flatMap(property -> property.getDates().stream().map(date -> event.time(date, property)));
  }

  /** The time by the clock by which the series begins. */
  private LocalDateTime local(Temporal written, Property property) {
    IcsTime time = event.time(written, property);
    return time.wholeDay() && !start.wholeDay()
        ? time.local().toLocalDate().atTime(start.local().toLocalTime())
        : start.at(time.moment());
  }

  /** The rule with its last time by the clock by which the series begins. */
  private Recur<Temporal> checked(Recur<Temporal> rule) {
    if (TOO_OFTEN.contains(rule.getFrequency())
        || !rule.getMinuteList().isEmpty()
        || !rule.getSecondList().isEmpty()) {
      throw new UnreadableEvent("is repeated more than once a day");
    }
    if (rule.getCount() > HIGHEST_COUNT || rule.getInterval() > HIGHEST_INTERVAL) {
      throw new UnreadableEvent("is repeated by numbers that can't be meant");
    }
    Temporal until = rule.getUntil();
    if (until == null) {
      return rule;
    }
    LocalDateTime last =
        until instanceof LocalDate day
            ? day.atTime(LocalTime.MAX)
            : until instanceof LocalDateTime time ? time : start.at(Instant.from(until));
    return new Recur.Builder<>(rule).until(wall(last)).build();
  }

  /** The library compares times of the same offset as they stand. */
  private static OffsetDateTime wall(LocalDateTime time) {
    return time.atOffset(ZoneOffset.UTC);
  }
}
