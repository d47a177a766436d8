package org.mcws.desk.update;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mcws.desk.update.events.UpdateOutcome.Step;
import org.springframework.stereotype.Component;

/** Tells that the new version failed and the old one could not be brought back. */
@Component
class NoteBroken implements JavaDelegate {

  private final ServiceUpdateProcess process;
  private final UpdateOutcomes outcomes;

  NoteBroken(ServiceUpdateProcess process, UpdateOutcomes outcomes) {
    this.process = process;
    this.outcomes = outcomes;
  }

  @Override
  public void execute(DelegateExecution execution) {
    ServiceUpdate update = process.of(execution);
    update.note("The roll-back failed: the service needs a person now.");
    update.broken();
    outcomes.tell(update, Step.BROKEN, null);
  }
}
