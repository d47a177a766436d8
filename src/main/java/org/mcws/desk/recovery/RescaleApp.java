package org.mcws.desk.recovery;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Brings back its number of tasks, if somebody has made them none. */
@Component
class RescaleApp implements JavaDelegate {

  private final RecoveryProcess process;
  private final RecoverySteps steps;
  private final Chronicle chronicle;

  RescaleApp(RecoveryProcess process, RecoverySteps steps, Chronicle chronicle) {
    this.process = process;
    this.steps = steps;
    this.chronicle = chronicle;
  }

  @Override
  public void execute(DelegateExecution execution) {
    Incident incident = process.read(execution);
    chronicle.note(incident, IncidentEntry.Kind.STEP, steps.take(incident, Step.RESCALE));
  }
}
