package org.mcws.desk.update;

import java.time.Clock;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mcws.desk.update.events.UpdateOutcome.Step;
import org.springframework.stereotype.Component;

/** Tells that the service stays without the new version, as Ops have decided. */
@Component
class NoteUpdateLeft implements JavaDelegate {

  private final ServiceUpdateProcess process;
  private final UpdateOutcomes outcomes;
  private final Clock clock;

  NoteUpdateLeft(ServiceUpdateProcess process, UpdateOutcomes outcomes, Clock clock) {
    this.process = process;
    this.outcomes = outcomes;
    this.clock = clock;
  }

  @Override
  public void execute(DelegateExecution execution) {
    ServiceUpdate update = process.of(execution);
    update.end(ServiceUpdate.State.LEFT, clock.instant());
    outcomes.tell(update, Step.LEFT, update.imageFrom());
  }
}
