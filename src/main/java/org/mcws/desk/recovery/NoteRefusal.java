package org.mcws.desk.recovery;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Keeps that the platform has said no to a step; the playbook goes on without it. */
@Component
class NoteRefusal implements JavaDelegate {

  /** What the platform has said; String, set by the error event. */
  static final String REFUSAL = "refusal";

  private final RecoveryProcess process;
  private final Chronicle chronicle;

  NoteRefusal(RecoveryProcess process, Chronicle chronicle) {
    this.process = process;
    this.chronicle = chronicle;
  }

  @Override
  public void execute(DelegateExecution execution) {
    Incident incident = process.of(execution);
    incident.stepFailed();
    chronicle.note(
        incident,
        IncidentEntry.Kind.STEP,
        "The platform says no: " + execution.getVariable(REFUSAL));
    execution.removeVariable(REFUSAL);
  }
}
