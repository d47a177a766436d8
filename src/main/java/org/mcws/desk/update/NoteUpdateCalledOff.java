package org.mcws.desk.update;

import java.time.Clock;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mcws.desk.update.events.UpdateOutcome.Step;
import org.springframework.stereotype.Component;

/** Tells that the update was called off while the old version runs. */
@Component
class NoteUpdateCalledOff implements JavaDelegate {

  private final ServiceUpdateProcess process;
  private final UpdateOutcomes outcomes;
  private final Clock clock;

  NoteUpdateCalledOff(ServiceUpdateProcess process, UpdateOutcomes outcomes, Clock clock) {
    this.process = process;
    this.outcomes = outcomes;
    this.clock = clock;
  }

  @Override
  public void execute(DelegateExecution execution) {
    ServiceUpdate update = process.of(execution);
    update.end(ServiceUpdate.State.CALLED_OFF, clock.instant());
    outcomes.tell(update, Step.CALLED_OFF, update.imageFrom());
  }
}
