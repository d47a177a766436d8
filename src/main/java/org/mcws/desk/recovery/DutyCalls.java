package org.mcws.desk.recovery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.mcws.desk.duty.DutyPerson;
import org.mcws.desk.duty.DutyRota;
import org.mcws.desk.duty.NextOnDuty;
import org.mcws.desk.recovery.DutyLadder.Rung;
import org.mcws.desk.recovery.DutyLadder.Whom;
import org.springframework.stereotype.Component;

/** Calls people of Ops, one rung of the ladder after the other. */
@Component
class DutyCalls {

  /** When nobody is on duty and no shift is known, the next try comes a day later. */
  private static final Duration NO_SHIFT = Duration.ofDays(1);

  private final DutyRota rota;
  private final DutyLadder ladder;
  private final RecoveryLimits limits;
  private final RecoveryMail mail;
  private final Chronicle chronicle;
  private final Clock clock;

  DutyCalls(
      DutyRota rota,
      DutyLadder ladder,
      RecoveryLimits limits,
      RecoveryMail mail,
      Chronicle chronicle,
      Clock clock) {
    this.rota = rota;
    this.ladder = ladder;
    this.limits = limits;
    this.mail = mail;
    this.chronicle = chronicle;
    this.clock = clock;
  }

  /** Calls whoever is next; holds until the next shift if it may wait and nobody is on duty. */
  void callNext(Incident incident) {
    Instant now = clock.instant();
    if (incident.nextRungAt() != null && now.isBefore(incident.nextRungAt())) {
      return;
    }
    List<DutyPerson> onDuty = rota.now();
    if (onDuty.isEmpty() && limits.of(incident.severity()).holdsWhenNobodyOnDuty()) {
      Instant next = rota.next().map(NextOnDuty::from).orElse(now.plus(NO_SHIFT));
      incident.callAgainAt(next);
      chronicle.note(
          incident, IncidentEntry.Kind.CALL, "Nobody is on duty; it is held until " + next + ".");
      return;
    }
    int number = incident.rung() + 1;
    Rung rung = ladder.of(incident.severity(), number);
    List<DutyPerson> called = people(rung.whom(), onDuty);
    if (!incident.isRehearsal()) {
      called.forEach(person -> mail.call(incident, person, rung.whom().role()));
    }
    incident.called(number, now.plus(rung.waitFor()));
    chronicle.note(
        incident,
        IncidentEntry.Kind.CALL,
        (incident.isRehearsal() ? "Would call " : "Called ")
            + called.stream().map(DutyPerson::name).collect(Collectors.joining(", "))
            + " as "
            + rung.whom().role()
            + ".");
  }

  /** Whoever is called for, or everybody if there is nobody of that kind. */
  private List<DutyPerson> people(Whom whom, List<DutyPerson> onDuty) {
    List<DutyPerson> wanted =
        switch (whom) {
          case DUTY -> onDuty.stream().limit(1).toList();
          case SECOND -> onDuty.stream().skip(1).limit(1).toList();
          case EVERYBODY -> rota.everybody();
          case MODULE_OWNER -> rota.moduleOwner();
        };
    return wanted.isEmpty() ? rota.everybody() : wanted;
  }

  void askStillOnIt(Incident incident) {
    chronicle.note(
        incident,
        IncidentEntry.Kind.CALL,
        "Asked " + incident.acknowledgedBy() + " whether they are still on it.");
    mail.askStillOnIt(incident);
  }
}
