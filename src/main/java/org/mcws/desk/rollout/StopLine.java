package org.mcws.desk.rollout;

import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mcws.desk.audit.AuditTrail;
import org.mcws.desk.audit.Channel;
import org.mcws.desk.engine.CurrentPerson;
import org.mcws.desk.rollout.AffectedService.State;
import org.springframework.stereotype.Component;

/** Keeps that the line is stopped, by whichever door the word came. */
@Component
class StopLine implements JavaDelegate {

  private final Rollouts rollouts;
  private final Rings rings;
  private final AskedServices askedServices;
  private final StartedUpdates started;
  private final CurrentPerson person;
  private final AuditTrail audit;

  StopLine(
      Rollouts rollouts,
      Rings rings,
      AskedServices askedServices,
      StartedUpdates started,
      CurrentPerson person,
      AuditTrail audit) {
    this.rollouts = rollouts;
    this.rings = rings;
    this.askedServices = askedServices;
    this.started = started;
    this.person = person;
    this.audit = audit;
  }

  @Override
  public void execute(DelegateExecution execution) {
    Rollout rollout = rollouts.lock(RolloutProcess.rollout(execution));
    String given = (String) execution.getVariable(RolloutProcess.HALT_REASON);
    execution.removeVariable(RolloutProcess.HALT_REASON);
    if (rollout.state() != Rollout.State.HALTED) {
      halt(rollout, given);
    }
    callOffWhatHasNotBegun(rollout);
  }

  /**
   * What waits for its maintenance window must not begin there; it may once the rollout goes on.
   */
  private void callOffWhatHasNotBegun(Rollout rollout) {
    for (AffectedService service : askedServices.startedNotBegun(rollout.id())) {
      askedServices.closes(service, State.CLEARED);
      started.callOff(service.updateInstance());
    }
  }

  private void halt(Rollout rollout, String given) {
    String reason = given == null || given.isBlank() ? fromProbes(rollout) : given;
    rollouts.state(rollout.id(), Rollout.State.HALTED, reason);
    Optional<String> who = person.id();
    audit.record(
        who.orElse("desk"),
        who.isPresent() ? Channel.ACCOUNT : Channel.DESK,
        "rollout halted",
        rollout.subject(),
        reason);
  }

  private String fromProbes(Rollout rollout) {
    return rings.of(rollout.id()).stream()
        .filter(ring -> ring.ring() == rollout.ring() && !ring.evidence().isEmpty())
        .map(ring -> "Ring " + ring.ring() + " is not well: " + ring.evidence())
        .findFirst()
        .orElse("Somebody stopped the line and gave no reason.");
  }
}
