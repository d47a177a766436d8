package org.mcws.desk.rollout;

import java.time.Clock;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.mcws.desk.audit.AuditTrail;
import org.mcws.desk.audit.Channel;
import org.mcws.desk.engine.CurrentPerson;
import org.springframework.stereotype.Component;

/** Keeps what Ops decide about a halted rollout, with their name. */
@Component
class RecordHaltDecision implements TaskListener {

  private final Rollouts rollouts;
  private final UpdatedServices updatedServices;
  private final Rings rings;
  private final Line line;
  private final CurrentPerson person;
  private final AuditTrail audit;
  private final Clock clock;

  RecordHaltDecision(
      Rollouts rollouts,
      UpdatedServices updatedServices,
      Rings rings,
      Line line,
      CurrentPerson person,
      AuditTrail audit,
      Clock clock) {
    this.rollouts = rollouts;
    this.updatedServices = updatedServices;
    this.rings = rings;
    this.line = line;
    this.person = person;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public void notify(DelegateTask task) {
    Rollout rollout = rollouts.lock(RolloutProcess.rollout(task));
    String decision = (String) task.getVariable(RolloutProcess.HALT_DECISION);
    String reason = (String) task.getVariable(RolloutProcess.DECISION_REASON);
    Optional<String> who = person.id().or(() -> Optional.ofNullable(task.getAssignee()));
    switch (decision) {
      case "goOn" -> goOn(rollout);
      case "rollBack" -> rollouts.state(rollout.id(), Rollout.State.ROLLED_BACK, reason);
      case "cancel" -> rollouts.state(rollout.id(), Rollout.State.CANCELLED, reason);
      default -> throw new IllegalStateException("The form let pass the decision " + decision);
    }
    audit.record(
        who.orElse("desk"),
        who.isPresent() ? Channel.ACCOUNT : Channel.DESK,
        switch (decision) {
          case "goOn" -> "rollout resumed";
          case "rollBack" -> "rollout rolled back";
          default -> "rollout cancelled";
        },
        rollout.subject(),
        reason);
    task.getExecution().setVariable(RolloutProcess.HOW_TO_GO_ON, decision);
  }

  /** The failures so far count no more, nor does what was seen of a ring that is done. */
  private void goOn(Rollout rollout) {
    updatedServices.excuseFailures(rollout.id());
    if (rings.wasProbed(rollout.id(), rollout.ring()) && line.isSettled(rollout)) {
      rings.passed(rollout.id(), rollout.ring(), clock.instant());
    }
  }
}
