package org.mcws.desk.update;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mcws.desk.update.events.UpdateOutcome.Step;
import org.springframework.stereotype.Component;

/** Tells that Ops keep the old version until a date. */
@Component
class NoteUpdateExempted implements JavaDelegate {

  private final ServiceUpdateProcess process;
  private final UpdateOutcomes outcomes;

  NoteUpdateExempted(ServiceUpdateProcess process, UpdateOutcomes outcomes) {
    this.process = process;
    this.outcomes = outcomes;
  }

  @Override
  public void execute(DelegateExecution execution) {
    ServiceUpdate update = process.of(execution);
    outcomes.tell(update, Step.EXEMPTED, update.imageFrom());
  }
}
