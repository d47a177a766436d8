package org.mcws.desk.rollout;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.mcws.desk.audit.AuditTrail;
import org.mcws.desk.audit.Channel;
import org.mcws.desk.engine.CurrentPerson;
import org.mcws.desk.rollout.AffectedService.State;
import org.mcws.desk.rollout.AskedServices.Decision;
import org.springframework.stereotype.Component;

/** Keeps what Ops decide about services without a fix, with their name. */
@Component
class RecordDecisionWithoutFix implements TaskListener {

  private final Rollouts rollouts;
  private final AskedServices askedServices;
  private final Line line;
  private final CurrentPerson person;
  private final AuditTrail audit;
  private final Clock clock;

  RecordDecisionWithoutFix(
      Rollouts rollouts,
      AskedServices askedServices,
      Line line,
      CurrentPerson person,
      AuditTrail audit,
      Clock clock) {
    this.rollouts = rollouts;
    this.askedServices = askedServices;
    this.line = line;
    this.person = person;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public void notify(DelegateTask task) {
    Rollout rollout = rollouts.lock(RolloutProcess.rollout(task));
    String decision = (String) task.getVariable(RolloutProcess.FIX_DECISION);
    String reason = (String) task.getVariable(RolloutProcess.DECISION_REASON);
    String who =
        person.id().orElseGet(() -> Optional.ofNullable(task.getAssignee()).orElse("desk"));
    boolean wait = "wait".equals(decision);
    if (wait || "exempt".equals(decision)) {
      rollouts.pauseUntil(rollout.id(), until(task));
    }
    if (!wait) {
      decide(rollout, decision, who, reason, task);
    }
    audit.record(
        who,
        person.id().isPresent() ? Channel.ACCOUNT : Channel.DESK,
        switch (decision) {
          case "wait" -> "fix awaited";
          case "exempt" -> "services without a fix exempted";
          default -> "services without a fix cancelled";
        },
        rollout.subject(),
        reason);
    task.getExecution().setVariable(RolloutProcess.WAIT_FOR_FIX, wait);
    line.goOn(rollout);
  }

  private void decide(
      Rollout rollout, String decision, String who, String reason, DelegateTask task) {
    boolean exempt = "exempt".equals(decision);
    askedServices.decideUnfixed(
        rollout.id(),
        new Decision(
            exempt ? State.EXEMPTED : State.CANCELLED,
            null,
            who,
            reason,
            exempt ? until(task) : null,
            null),
        clock.instant());
  }

  /** The beginning of the day. */
  private static Instant until(DelegateTask task) {
    return LocalDate.parse((String) task.getVariable(RolloutProcess.DECISION_UNTIL))
        .atStartOfDay(ZoneOffset.UTC)
        .toInstant();
  }
}
