package org.mcws.desk.rollout;

import java.time.Clock;
import java.time.Instant;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mcws.desk.rollout.AffectedService.State;
import org.mcws.desk.rollout.AffectedServices.Decision;
import org.springframework.stereotype.Component;

/** Closes what is not done, because the advisory was withdrawn or Ops called the rollout off. */
@Component
class CloseRest implements JavaDelegate {

  private static final String DESK = "desk";
  private static final String OPS = "Community Ops";

  private final Rollouts rollouts;
  private final AffectedServices services;
  private final Clock clock;

  CloseRest(Rollouts rollouts, AffectedServices services, Clock clock) {
    this.rollouts = rollouts;
    this.services = services;
    this.clock = clock;
  }

  @Override
  public void execute(DelegateExecution execution) {
    Rollout rollout = rollouts.lock(RolloutProcess.rollout(execution));
    boolean withdrawn = Rollout.State.JOINED.contains(rollout.state());
    String reason = withdrawn ? "The advisory was withdrawn by its publisher." : rollout.note();
    State closed = withdrawn ? State.WITHDRAWN : State.CANCELLED;
    if (withdrawn) {
      rollouts.state(rollout.id(), Rollout.State.WITHDRAWN, reason);
    }
    rollouts.news(rollout.id(), false);
    Instant now = clock.instant();
    services.decideAll(
        rollout.id(),
        State.NOT_DONE,
        new Decision(closed, null, withdrawn ? DESK : OPS, reason, null, null),
        now);
    services.retractUpdates(rollout.id(), closed, reason);
  }
}
