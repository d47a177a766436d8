package org.mcws.desk.recovery;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** Keeps that a step that made it worse could not be taken back, so that a person does it. */
@Component
class NoteNotUndone implements ExecutionListener {

  private final RecoveryProcess process;
  private final Chronicle chronicle;

  NoteNotUndone(RecoveryProcess process, Chronicle chronicle) {
    this.process = process;
    this.chronicle = chronicle;
  }

  @Override
  public void notify(DelegateExecution execution) {
    Incident incident = process.of(execution);
    Object refusal = execution.getVariable(NoteRefusal.REFUSAL);
    chronicle.note(
        incident,
        IncidentEntry.Kind.STEP,
        "To "
            + incident.step().words()
            + " has made it worse, and could not be taken back: "
            + (refusal == null
                ? "no answer in time, and whether the platform has done it is not known."
                : refusal));
    execution.removeVariable(NoteRefusal.REFUSAL);
  }
}
