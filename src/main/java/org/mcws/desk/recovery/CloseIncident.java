package org.mcws.desk.recovery;

import java.time.Clock;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** It has been well for long enough. */
@Component
class CloseIncident implements JavaDelegate {

  private final RecoveryProcess process;
  private final RecoveryLimits limits;
  private final SignalLog log;
  private final Announcements announcements;
  private final Chronicle chronicle;
  private final Clock clock;

  CloseIncident(
      RecoveryProcess process,
      RecoveryLimits limits,
      SignalLog log,
      Announcements announcements,
      Chronicle chronicle,
      Clock clock) {
    this.process = process;
    this.limits = limits;
    this.log = log;
    this.announcements = announcements;
    this.chronicle = chronicle;
    this.clock = clock;
  }

  @Override
  public void execute(DelegateExecution execution) {
    Incident incident = process.of(execution);
    boolean review =
        !incident.isRehearsal() && isReviewed(incident, limits.of(incident.severity()));
    incident.close(incident.title(), review, clock.instant());
    // There may be what could not be heard.
    log.letGoOf(incident.id());
    chronicle.note(incident, IncidentEntry.Kind.STATE, "Closed.");
    announcements.closed(incident);
    RecoveryProcess.answer(execution, Map.of(RecoveryProcess.REVIEW_DUE, review));
  }

  private boolean isReviewed(Incident incident, RecoveryLimits.Limits limit) {
    return incident.dataLoss()
        || incident.rollBackFailed()
        || incident.lasted(clock.instant()).compareTo(limit.reviewAfter()) >= 0;
  }
}
