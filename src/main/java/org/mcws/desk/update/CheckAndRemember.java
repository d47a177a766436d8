package org.mcws.desk.update;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mcws.desk.update.events.UpdateOutcome.Step;
import org.springframework.stereotype.Component;

/**
 * Looks whether the service can be updated now, remembers the version that runs, and tells that the
 * new one is about to be deployed. Only reads outside.
 */
@Component
class CheckAndRemember implements JavaDelegate {

  private final ServiceUpdateProcess process;
  private final Examination examination;
  private final UpdateOutcomes outcomes;

  CheckAndRemember(ServiceUpdateProcess process, Examination examination, UpdateOutcomes outcomes) {
    this.process = process;
    this.examination = examination;
    this.outcomes = outcomes;
  }

  @Override
  public void execute(DelegateExecution execution) {
    ServiceUpdate update = process.of(execution);
    Examination.Outcome outcome = examination.examine(update);
    ServiceUpdateProcess.answer(execution, outcome);
    if (outcome == Examination.Outcome.READY) {
      outcomes.tell(update, Step.BEGUN, update.imageTo());
    }
  }
}
