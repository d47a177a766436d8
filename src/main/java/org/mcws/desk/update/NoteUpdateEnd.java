package org.mcws.desk.update;

import java.time.Clock;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.mcws.desk.audit.AuditTrail;
import org.mcws.desk.audit.Channel;
import org.mcws.desk.engine.CurrentPerson;
import org.mcws.desk.update.events.UpdateOutcome.Step;
import org.springframework.stereotype.Component;

/**
 * The process instance ends. If somebody has deleted it the update is called off by that, so that
 * neither the service nor whoever has asked waits for ever.
 */
@Component
class NoteUpdateEnd implements ExecutionListener {

  private final ServiceUpdates updates;
  private final UpdateOutcomes outcomes;
  private final CurrentPerson person;
  private final AuditTrail audit;
  private final Clock clock;

  NoteUpdateEnd(
      ServiceUpdates updates,
      UpdateOutcomes outcomes,
      CurrentPerson person,
      AuditTrail audit,
      Clock clock) {
    this.updates = updates;
    this.outcomes = outcomes;
    this.person = person;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public void notify(DelegateExecution execution) {
    // Before anything else that a visitor locks after it.
    ServiceUpdate update = updates.lock(execution.getProcessInstanceId()).orElseThrow();
    if (update.endedAt() == null) {
      update.note("Its process instance was deleted.");
      update.end(ServiceUpdate.State.CALLED_OFF, clock.instant());
      audit.record(
          person.id().orElse("desk"),
          person.id().isPresent() ? Channel.ACCOUNT : Channel.DESK,
          "update's process instance deleted",
          "service/" + update.service(),
          null);
      outcomes.tell(update, Step.CALLED_OFF, null);
    }
  }
}
