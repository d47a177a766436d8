package org.mcws.desk.recovery;

import java.time.Clock;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** It is well, for now: the desk watches whether it stays so. */
@Component
class NoteRecovered implements JavaDelegate {

  private final RecoveryProcess process;
  private final Announcements announcements;
  private final Causes causes;
  private final Chronicle chronicle;
  private final Clock clock;

  NoteRecovered(
      RecoveryProcess process,
      Announcements announcements,
      Causes causes,
      Chronicle chronicle,
      Clock clock) {
    this.process = process;
    this.announcements = announcements;
    this.causes = causes;
    this.chronicle = chronicle;
    this.clock = clock;
  }

  @Override
  public void execute(DelegateExecution execution) {
    Incident incident = process.of(execution);
    incident.recovered(clock.instant());
    chronicle.note(
        incident, IncidentEntry.Kind.STATE, "It is well. The desk watches it for a while.");
    // What has gone down since that was found has its turn, as whatever comes back.
    causes.release(incident);
    announcements.recovered(incident);
  }
}
