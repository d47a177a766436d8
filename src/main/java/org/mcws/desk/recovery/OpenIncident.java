package org.mcws.desk.recovery;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.mcws.desk.audit.AuditTrail;
import org.mcws.desk.audit.Channel;
import org.mcws.desk.engine.CurrentPerson;
import org.mcws.desk.inventory.DeliveredService;
import org.mcws.desk.inventory.Inventory;
import org.mcws.desk.recovery.Signal.Outcome;
import org.mcws.desk.recovery.alert.OwnSource;
import org.mcws.desk.recovery.alert.Severity;
import org.springframework.stereotype.Component;

/**
 * Opens the row of an incident. A person who reports a service by a form is a source of signals
 * like any other.
 */
@Component
class OpenIncident implements ExecutionListener {

  private final Incidents incidents;
  private final SeverityTable severities;
  private final SignalLog log;
  private final Chronicle chronicle;
  private final Inventory inventory;
  private final CurrentPerson person;
  private final AuditTrail audit;
  private final Clock clock;

  OpenIncident(
      Incidents incidents,
      SeverityTable severities,
      SignalLog log,
      Chronicle chronicle,
      Inventory inventory,
      CurrentPerson person,
      AuditTrail audit,
      Clock clock) {
    this.incidents = incidents;
    this.severities = severities;
    this.log = log;
    this.chronicle = chronicle;
    this.inventory = inventory;
    this.person = person;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public void notify(DelegateExecution execution) {
    Optional<String> cause = text(execution, RecoveryProcess.CAUSE);
    Optional<DeliveredService> service =
        text(execution, RecoveryProcess.SERVICE_ID).flatMap(inventory::find);
    Optional<String> reporter =
        text(execution, RecoveryProcess.TITLE).isPresent() ? Optional.empty() : person.id();
    String title =
        text(execution, RecoveryProcess.TITLE)
            .orElseGet(() -> service.map(DeliveredService::id).orElse("") + " is said to be down");
    Opening opening =
        new Opening(
            cause.isPresent() ? IncidentScope.PLATFORM : IncidentScope.SERVICE,
            service.map(DeliveredService::id),
            service.map(DeliveredService::community),
            cause,
            title,
            reporter,
            Boolean.TRUE.equals(execution.getVariable(RecoveryProcess.REHEARSAL)));
    Instant now = clock.instant();
    Incident incident =
        incidents.save(
            new Incident(
                execution.getProcessInstanceId(),
                opening,
                severities.of(
                    opening.scope(),
                    opening.service(),
                    text(execution, RecoveryProcess.SEVERITY).map(Severity::valueOf)),
                text(execution, RecoveryProcess.BEGUN_AT).map(Instant::parse).orElse(now),
                now));
    execution.setProcessBusinessKey(opening.service().or(opening::cause).orElseThrow());
    chronicle.note(incident, IncidentEntry.Kind.STATE, "Opened: " + title);
    reporter.ifPresent(who -> hear(incident, who, text(execution, RecoveryProcess.DESCRIPTION)));
  }

  private void hear(Incident incident, String who, Optional<String> words) {
    Instant now = clock.instant();
    Signal signal = new Signal(OwnSource.PERSON.label(), who + "/" + incident.id(), now);
    signal.about(
        Report.ofService(
            signal.key(),
            false,
            incident.service(),
            who + " says that it is down",
            words.orElse(""),
            now),
        incident.service());
    signal.down(now, now);
    signal.joined(incident.id(), Outcome.OPENED);
    log.save(signal);
    chronicle.note(incident, IncidentEntry.Kind.SIGNAL, words.orElse("It is down."), who);
    audit.record(
        who,
        Channel.ACCOUNT,
        "downtime reported",
        "service/" + incident.service(),
        words.orElse(""));
  }

  private static Optional<String> text(DelegateExecution execution, String name) {
    return Optional.ofNullable((String) execution.getVariable(name)).filter(t -> !t.isBlank());
  }
}
