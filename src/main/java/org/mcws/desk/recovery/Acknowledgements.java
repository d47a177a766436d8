package org.mcws.desk.recovery;

import java.time.Clock;
import java.time.Instant;
import org.mcws.desk.audit.AuditTrail;
import org.mcws.desk.audit.Channel;
import org.springframework.stereotype.Component;

/** Who of Ops has taken an incident. */
@Component
class Acknowledgements {

  private final RecoveryLimits limits;
  private final Chronicle chronicle;
  private final AuditTrail audit;
  private final Clock clock;

  Acknowledgements(RecoveryLimits limits, Chronicle chronicle, AuditTrail audit, Clock clock) {
    this.limits = limits;
    this.chronicle = chronicle;
    this.audit = audit;
    this.clock = clock;
  }

  /** Somebody takes it, or says that they are still on it. */
  void take(Incident incident, String account, String note, Channel channel) {
    Instant now = clock.instant();
    Instant until = now.plus(limits.of(incident.severity()).acknowledgedFor());
    incident.acknowledge(account, until, now);
    chronicle.note(
        incident,
        IncidentEntry.Kind.ACKNOWLEDGED,
        "On it until " + Chronicle.time(until) + ": " + note,
        account);
    audit.record(
        account, channel, "incident acknowledged", RecoveryMail.SUBJECT + incident.id(), note);
  }
}
