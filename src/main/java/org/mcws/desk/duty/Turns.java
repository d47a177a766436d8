package org.mcws.desk.duty;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Who has duty when, by the desk's shifts and the calendar together. Those who are away are passed
 * over.
 */
@Component
class Turns {

  private static final Comparator<Turn> BY_BEGINNING =
      Comparator.comparing(Turn::from).thenComparing(turn -> turn.span().since());

  /** Who has begun first is the first to turn to; a substitute takes the place of the other. */
  private static final Comparator<Turn> FIRST_COME =
      Comparator.comparing((Turn turn) -> turn.span().since());

  private final Roster roster;
  private final Shifts shifts;
  private final FeedTurns feed;
  private final DutySettings settings;

  Turns(Roster roster, Shifts shifts, FeedTurns feed, DutySettings settings) {
    this.roster = roster;
    this.shifts = shifts;
    this.feed = feed;
    this.settings = settings;
  }

  /** All that lie at least in part between two moments, by their beginning. */
  List<Turn> between(Instant from, Instant to) {
    return staffed(from, to).sorted(BY_BEGINNING).toList();
  }

  /** Those of this moment, whom to turn to first first. */
  List<Turn> at(Instant now) {
    return staffed(now, now.plusMillis(1)).sorted(FIRST_COME).toList();
  }

  private Stream<Turn> staffed(Instant from, Instant to) {
    List<Member> members = roster.members();
    Staffing staffing = new Staffing(members, shifts.findAll());
    staffing.addShifts(from, to);
    if (settings.feed().isPresent()) {
      WhoIsMeant who = new WhoIsMeant(members);
      feed.findByEndsAfterAndBeginsBefore(from, to)
          .forEach(turn -> staffing.add(turn.uid(), who.by(turn).members(), turn.spans()));
    }
    // Who stands earlier in the order of all Ops is the first of those who begin together.
    return staffing.turns().stream()
        .flatMap(turn -> turn.attended().stream())
        .filter(turn -> turn.span().touches(from, to))
        .sorted(Comparator.comparing(turn -> members.indexOf(turn.member())));
  }
}
