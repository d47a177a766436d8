package org.mcws.desk.duty;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Whom of Community Ops to turn to. Nobody who is away is named, but for the last rung. */
@Service
@Transactional(readOnly = true)
public class DutyRota {

  /** How far ahead the rota is looked at. */
  public static final Duration AHEAD = Duration.ofDays(60);

  private static final Logger log = LoggerFactory.getLogger(DutyRota.class);

  private final Turns turns;
  private final Roster roster;
  private final DutySettings settings;
  private final Clock clock;

  DutyRota(Turns turns, Roster roster, DutySettings settings, Clock clock) {
    this.turns = turns;
    this.roster = roster;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Who is on duty, whom to turn to first first: whose shift began earlier, and who takes the place
   * of somebody at theirs. Empty if nobody is.
   */
  public List<DutyPerson> now() {
    return turns.at(clock.instant()).stream()
        .map(turn -> turn.member().person())
        .distinct()
        .toList();
  }

  /** Whose shift begins next, within {@link #AHEAD}; empty if no shift is known of. */
  public Optional<NextOnDuty> next() {
    Instant now = clock.instant();
    return turns.between(now, now.plus(AHEAD)).stream()
        .filter(turn -> turn.from().isAfter(now))
        .findFirst()
        .map(Turn::asNext);
  }

  /** All of Ops who are not away, in the order that they have given themselves. */
  public List<DutyPerson> everybody() {
    Instant now = clock.instant();
    return roster.members().stream()
        .filter(member -> !member.isAway(now))
        .map(Member::person)
        .toList();
  }

  /**
   * Who is turned to when nobody else has answered: the one whom the setting {@code
   * desk.duty.module-owner} names, away or not; {@link #everybody} if it names nobody.
   */
  public List<DutyPerson> moduleOwner() {
    return settings.lastRung().map(this::lastRung).orElseGet(this::everybody);
  }

  private List<DutyPerson> lastRung(String name) {
    Optional<Member> owner = roster.anybody(name);
    if (owner.isEmpty()) {
      log.warn("desk.duty.module-owner is {}, which no account is: all of Ops stand in.", name);
    }
    return owner.map(member -> List.of(member.person())).orElseGet(this::everybody);
  }
}
