package org.mcws.desk.recovery;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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

  private final DutyRota rota;
  private final DutyLadder ladder;
  private final RecoveryLimits limits;
  private final Silences silences;
  private final RecoveryMail mail;
  private final Chronicle chronicle;
  private final Clock clock;

  DutyCalls(
      DutyRota rota,
      DutyLadder ladder,
      RecoveryLimits limits,
      Silences silences,
      RecoveryMail mail,
      Chronicle chronicle,
      Clock clock) {
    this.rota = rota;
    this.ladder = ladder;
    this.limits = limits;
    this.silences = silences;
    this.mail = mail;
    this.chronicle = chronicle;
    this.clock = clock;
  }

  /**
   * Calls whoever is next, or all of Community Ops if there is no such person. Holds until the next
   * shift, if one is known, when it may wait and nobody is on duty; and as long as a maintenance or
   * a pause of its owners silences it.
   */
  void callNext(Incident incident) {
    Instant now = clock.instant();
    Optional<String> silence = silences.of(incident, now);
    if (silence.isPresent()) {
      chronicle.noteOnce(
          incident, IncidentEntry.Kind.CALL, "Nobody is called now. " + silence.get());
      return;
    }
    if (incident.nextRungAt() != null
        && now.isBefore(incident.nextRungAt())
        && !incident.isHeld()) {
      return;
    }
    List<DutyPerson> onDuty = rota.now();
    Optional<Instant> heldUntil =
        onDuty.isEmpty() && limits.of(incident.severity()).holdsWhenNobodyOnDuty()
            ? rota.next().map(NextOnDuty::from)
            : Optional.empty();
    if (heldUntil.isPresent()) {
      if (incident.isHeld() && heldUntil.get().equals(incident.nextRungAt())) {
        return;
      }
      incident.hold(heldUntil.get());
      chronicle.note(
          incident,
          IncidentEntry.Kind.CALL,
          "Nobody is on duty; it is held until " + Chronicle.time(heldUntil.get()) + ".");
      return;
    }
    int number = incident.rung() + 1;
    Rung rung = ladder.of(incident.severity(), number);
    List<DutyPerson> wanted = people(rung.whom(), onDuty);
    Whom whom = wanted.isEmpty() ? Whom.EVERYBODY : rung.whom();
    List<DutyPerson> called = wanted.isEmpty() ? rota.everybody() : wanted;
    if (!incident.isRehearsal()) {
      called.forEach(person -> mail.call(incident, person, whom.role()));
    }
    incident.called(number, now.plus(rung.waitFor()));
    chronicle.note(
        incident,
        IncidentEntry.Kind.CALL,
        (incident.isRehearsal() ? "Would call " : "Called ")
            + called.stream().map(DutyPerson::name).collect(Collectors.joining(", "))
            + " as "
            + whom.role()
            + ".");
  }

  private List<DutyPerson> people(Whom whom, List<DutyPerson> onDuty) {
    return switch (whom) {
      case DUTY -> onDuty.stream().limit(1).toList();
      case SECOND -> onDuty.stream().skip(1).limit(1).toList();
      case EVERYBODY -> rota.everybody();
      case MODULE_OWNER -> rota.moduleOwner();
    };
  }

  /** It has become worse: whoever has taken it is asked, and has only as long as for that. */
  void hurry(Incident incident) {
    incident.hurry(clock.instant().plus(limits.of(incident.severity()).acknowledgedFor()));
    askStillOnIt(incident);
  }

  void askStillOnIt(Incident incident) {
    chronicle.note(
        incident,
        IncidentEntry.Kind.CALL,
        "Asked " + incident.acknowledgedBy() + " whether they are still on it.");
    mail.askStillOnIt(incident);
  }
}
