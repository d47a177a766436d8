package org.mcws.desk.recovery;

import java.time.Clock;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/**
 * Nothing is left to be done about the incident. If somebody has deleted its instance while it was
 * down, what still says so opens another one.
 */
@Component
class EndIncident implements ExecutionListener {

  /** How an incident has ended whose instance was deleted. */
  static final String BY_HAND = "Ended by hand.";

  private final RecoveryProcess process;
  private final SignalLog log;
  private final Chronicle chronicle;
  private final PublicNotices notices;
  private final Clock clock;

  EndIncident(
      RecoveryProcess process,
      SignalLog log,
      Chronicle chronicle,
      PublicNotices notices,
      Clock clock) {
    this.process = process;
    this.log = log;
    this.chronicle = chronicle;
    this.notices = notices;
    this.clock = clock;
  }

  @Override
  public void notify(DelegateExecution execution) {
    Incident incident = process.of(execution);
    if (incident.closedAt() == null) {
      incident.close(BY_HAND, false, clock.instant());
      chronicle.note(incident, IncidentEntry.Kind.STATE, BY_HAND);
      log.letGoOf(incident.id());
      notices.withdraw(incident, "Community Ops have ended this notice.");
    }
    incident.end();
  }
}
