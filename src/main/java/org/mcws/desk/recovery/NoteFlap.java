package org.mcws.desk.recovery;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** It is down again after a short time. */
@Component
class NoteFlap implements JavaDelegate {

  private final RecoveryProcess process;
  private final Announcements announcements;
  private final Chronicle chronicle;

  NoteFlap(RecoveryProcess process, Announcements announcements, Chronicle chronicle) {
    this.process = process;
    this.announcements = announcements;
    this.chronicle = chronicle;
  }

  @Override
  public void execute(DelegateExecution execution) {
    Incident incident = process.of(execution);
    incident.downAgain();
    chronicle.note(
        incident,
        IncidentEntry.Kind.STATE,
        "Down again (" + incident.flaps() + (incident.flaps() == 1 ? " time)." : " times)."));
    announcements.downAgain(incident);
  }
}
