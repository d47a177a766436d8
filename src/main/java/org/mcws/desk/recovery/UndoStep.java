package org.mcws.desk.recovery;

import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Takes a step back that has made it worse. */
@Component
class UndoStep implements JavaDelegate {

  private final RecoveryProcess process;
  private final RecoverySteps steps;
  private final Chronicle chronicle;

  UndoStep(RecoveryProcess process, RecoverySteps steps, Chronicle chronicle) {
    this.process = process;
    this.steps = steps;
    this.chronicle = chronicle;
  }

  @Override
  public void execute(DelegateExecution execution) {
    Incident incident = process.read(execution);
    incident.forbid(Set.of(incident.step()));
    chronicle.note(incident, IncidentEntry.Kind.STEP, steps.undo(incident));
  }
}
