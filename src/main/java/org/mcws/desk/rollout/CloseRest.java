package org.mcws.desk.rollout;

import java.time.Clock;
import java.time.Instant;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mcws.desk.notification.DeskReason;
import org.mcws.desk.rollout.AffectedService.State;
import org.mcws.desk.rollout.AskedServices.Decision;
import org.springframework.stereotype.Component;

/** Closes what is not done, because the advisory was withdrawn or Ops called the rollout off. */
@Component
class CloseRest implements JavaDelegate {

  private static final String DESK = "desk";
  private static final String OPS = "Community Ops";

  private final Rollouts rollouts;
  private final AskedServices askedServices;
  private final Clock clock;

  CloseRest(Rollouts rollouts, AskedServices askedServices, Clock clock) {
    this.rollouts = rollouts;
    this.askedServices = askedServices;
    this.clock = clock;
  }

  @Override
  public void execute(DelegateExecution execution) {
    Rollout rollout = rollouts.lock(RolloutProcess.rollout(execution));
    boolean withdrawn = Rollout.State.JOINED.contains(rollout.state());
    String reason = withdrawn ? DeskReason.ADVISORY_WITHDRAWN.text() : rollout.note();
    State closed = withdrawn ? State.WITHDRAWN : State.CANCELLED;
    if (withdrawn) {
      rollouts.state(rollout.id(), Rollout.State.WITHDRAWN, reason);
    }
    rollouts.news(rollout.id(), false);
    Instant now = clock.instant();
    askedServices.decideAll(
        rollout.id(),
        State.NOT_DONE,
        new Decision(closed, null, withdrawn ? DESK : OPS, reason, null, null),
        now);
    askedServices.retractUpdates(rollout.id(), closed, reason);
  }
}
