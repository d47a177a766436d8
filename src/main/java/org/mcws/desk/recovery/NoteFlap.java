package org.mcws.desk.recovery;

import java.time.Clock;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** It is down again after a short time. */
@Component
class NoteFlap implements JavaDelegate {

  private final RecoveryProcess process;
  private final Announcements announcements;
  private final DutyCalls duty;
  private final Chronicle chronicle;
  private final Clock clock;

  NoteFlap(
      RecoveryProcess process,
      Announcements announcements,
      DutyCalls duty,
      Chronicle chronicle,
      Clock clock) {
    this.process = process;
    this.announcements = announcements;
    this.duty = duty;
    this.chronicle = chronicle;
    this.clock = clock;
  }

  @Override
  public void execute(DelegateExecution execution) {
    Incident incident = process.of(execution);
    incident.downAgain(clock.instant());
    chronicle.note(
        incident,
        IncidentEntry.Kind.STATE,
        "Down again (" + incident.flaps() + (incident.flaps() == 1 ? " time)." : " times)."));
    announcements.downAgain(incident);
    if (incident.acknowledgedBy() != null && incident.flaps() == 1) {
      // They may believe that it is over.
      duty.askStillOnIt(incident);
    }
  }
}
