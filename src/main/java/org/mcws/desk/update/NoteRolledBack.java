package org.mcws.desk.update;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mcws.desk.update.events.UpdateOutcome.Step;
import org.springframework.stereotype.Component;

/** Tells that the new version failed and the old one runs again. */
@Component
class NoteRolledBack implements JavaDelegate {

  private final ServiceUpdateProcess process;
  private final UpdateOutcomes outcomes;

  NoteRolledBack(ServiceUpdateProcess process, UpdateOutcomes outcomes) {
    this.process = process;
    this.outcomes = outcomes;
  }

  @Override
  public void execute(DelegateExecution execution) {
    ServiceUpdate update = process.of(execution);
    update.note("It was rolled back: " + update.imageFrom() + " runs again.");
    update.stop();
    outcomes.tell(update, Step.ROLLED_BACK, update.imageFrom());
  }
}
