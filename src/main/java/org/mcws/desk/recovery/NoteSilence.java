package org.mcws.desk.recovery;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/**
 * Keeps that the platform has not taken an order in time, so that a person looks whether it has.
 */
@Component
class NoteSilence implements ExecutionListener {

  private final RecoveryProcess process;
  private final Chronicle chronicle;

  NoteSilence(RecoveryProcess process, Chronicle chronicle) {
    this.process = process;
    this.chronicle = chronicle;
  }

  @Override
  public void notify(DelegateExecution execution) {
    Incident incident = process.of(execution);
    incident.stepFailed();
    chronicle.note(
        incident,
        IncidentEntry.Kind.STEP,
        "No answer in time to: "
            + incident.step().words()
            + ". Whether the platform has done it is not known.");
  }
}
