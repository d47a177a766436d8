package org.mcws.desk.update;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mcws.desk.update.events.UpdateOutcome.Step;
import org.springframework.stereotype.Component;

/** Tells that the update could not begin; nothing was deployed. */
@Component
class NoteNotReady implements JavaDelegate {

  private final ServiceUpdateProcess process;
  private final UpdateOutcomes outcomes;

  NoteNotReady(ServiceUpdateProcess process, UpdateOutcomes outcomes) {
    this.process = process;
    this.outcomes = outcomes;
  }

  @Override
  public void execute(DelegateExecution execution) {
    ServiceUpdate update = process.of(execution);
    update.note("Nothing was deployed.");
    boolean broken =
        Examination.Outcome.BROKEN
            .name()
            .equals(execution.getVariable(ServiceUpdateProcess.OUTCOME));
    if (broken) {
      update.broken();
    } else {
      update.stop();
    }
    outcomes.tell(update, broken ? Step.BROKEN : Step.ROLLED_BACK, update.imageFrom());
  }
}
