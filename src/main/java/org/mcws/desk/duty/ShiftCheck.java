package org.mcws.desk.duty;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.mcws.desk.engine.InvalidField;
import org.mcws.desk.engine.InvalidInput;
import org.mcws.desk.engine.People;
import org.springframework.stereotype.Component;

/** Whether a shift that is sent can be meant; all that is wrong is told at once. */
@Component
class ShiftCheck {

  private static final Period LONGEST = Period.ofYears(1);

  /** A year is soon mistyped. */
  private static final Period FARTHEST = Period.ofYears(10);

  private final Roster roster;
  private final Shifts shifts;
  private final FeedTurns feed;
  private final Clock clock;

  ShiftCheck(Roster roster, Shifts shifts, FeedTurns feed, Clock clock) {
    this.roster = roster;
    this.shifts = shifts;
    this.feed = feed;
    this.clock = clock;
  }

  /**
   * Makes a shift of what was sent.
   *
   * @param by who sends it
   * @throws InvalidInput naming all that is wrong
   */
  Shift checked(ShiftBody body, String by) {
    List<InvalidField> wrong = new ArrayList<>();
    Optional<Member> member = member(body.account());
    if (member.isEmpty()) {
      wrong.add(
          new InvalidField("/account", "'account' must be an account of Community Ops, by name."));
    }
    if (body.timeZone() != null && !ZoneId.getAvailableZoneIds().contains(body.timeZone())) {
      wrong.add(
          new InvalidField(
              "/timeZone",
              "'timeZone' must be a time zone of the tz database, such as Europe/Madrid."));
    }
    wrong.addAll(wrongTimes(body));
    if (!wrong.isEmpty()) {
      throw new InvalidInput(wrong);
    }
    ZoneId zone =
        body.timeZone() == null
            ? member.orElseThrow().entry().timeZone()
            : ZoneId.of(body.timeZone());
    Shift shift = new Shift(body, member.orElseThrow(), zone, by, clock.instant());
    if (!shift.span().to().isAfter(shift.span().from())) {
      throw new InvalidInput(
          "/to", "'to' is no later than 'from', since clocks are put forward in between.");
    }
    shift.insteadOf().ifPresent(other -> checkPlace(shift, other));
    return shift;
  }

  private Optional<Member> member(String name) {
    String account = People.account(name);
    return roster.members().stream()
        .filter(
            member ->
                member.id().equals(account)
                    || member.account().mail().filter(account::equalsIgnoreCase).isPresent())
        .findFirst();
  }

  private List<InvalidField> wrongTimes(ShiftBody body) {
    List<InvalidField> wrong = new ArrayList<>();
    LocalDate today = LocalDate.now(clock);
    LocalDate day = body.from().toLocalDate();
    if (day.isBefore(today.minus(FARTHEST)) || day.isAfter(today.plus(FARTHEST))) {
      return List.of(new InvalidField("/from", "'from' is more than 10 years from today."));
    }
    LocalDateTime latest =
        body.everyWeeks() == null
            ? body.from().plus(LONGEST)
            : body.from().plusWeeks(body.everyWeeks());
    if (!body.to().isAfter(body.from())) {
      wrong.add(new InvalidField("/to", "'to' must be later than 'from'."));
    } else if (body.to().isAfter(latest)) {
      wrong.add(
          new InvalidField(
              "/to",
              body.everyWeeks() == null
                  ? "'to' is more than a year after 'from'."
                  : "'to' is so late that the shift would overlap its own repetition."));
    }
    if (body.lastDay() != null && body.everyWeeks() == null) {
      wrong.add(
          new InvalidField("/lastDay", "'lastDay' is for a shift that is repeated: leave it out."));
    } else if (body.lastDay() != null
        && (body.lastDay().isBefore(day) || body.lastDay().isAfter(today.plus(FARTHEST)))) {
      wrong.add(
          new InvalidField(
              "/lastDay", "'lastDay' must lie between the first day and 10 years from today."));
    }
    if (body.insteadOf() != null && body.everyWeeks() != null) {
      wrong.add(
          new InvalidField(
              "/everyWeeks", "'everyWeeks' can't go with 'insteadOf': name one stretch of time."));
    }
    return wrong;
  }

  private void checkPlace(Shift substitute, String other) {
    Span taken = substitute.span();
    boolean meets =
        shift(other)
            .map(shift -> !shift.spans(taken.from(), taken.to()).isEmpty())
            .orElseGet(
                () -> feed.existsByUidAndEndsAfterAndBeginsBefore(other, taken.from(), taken.to()));
    if (!meets) {
      throw new InvalidInput(
          "/insteadOf",
          "'insteadOf' must name a shift, or an event of the calendar in the next 60 days, that"
              + " takes place between 'from' and 'to'.");
    }
  }

  private Optional<Shift> shift(String key) {
    try {
      return shifts.findById(UUID.fromString(key));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
