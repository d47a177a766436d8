package org.mcws.desk.update;

import java.time.Clock;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mcws.desk.inventory.Inventory;
import org.mcws.desk.update.events.UpdateOutcome.Step;
import org.springframework.stereotype.Component;

/** Records what the service runs now, and tells it. */
@Component
class RecordUpdate implements JavaDelegate {

  private final ServiceUpdateProcess process;
  private final Inventory inventory;
  private final UpdateOutcomes outcomes;
  private final UpdateMail mail;
  private final Clock clock;

  RecordUpdate(
      ServiceUpdateProcess process,
      Inventory inventory,
      UpdateOutcomes outcomes,
      UpdateMail mail,
      Clock clock) {
    this.process = process;
    this.inventory = inventory;
    this.outcomes = outcomes;
    this.mail = mail;
    this.clock = clock;
  }

  @Override
  public void execute(DelegateExecution execution) {
    ServiceUpdate update = process.of(execution);
    inventory.updated(
        update.service(),
        update.imageTo(),
        Optional.ofNullable(update.digestTo()),
        update.reason(),
        update.startedBy() == null ? "desk" : update.startedBy());
    update.end(ServiceUpdate.State.UPDATED, clock.instant());
    mail.updated(update);
    outcomes.tell(update, Step.UPDATED, update.imageTo());
  }
}
