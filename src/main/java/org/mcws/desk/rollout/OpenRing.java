package org.mcws.desk.rollout;

import java.time.Clock;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * Opens the next ring once the one before has passed, and begins what is cleared in it. Where a
 * halted rollout goes on, it is the ring in which it was halted.
 */
@Component
class OpenRing implements JavaDelegate {

  private final Rollouts rollouts;
  private final Rings rings;
  private final Updates updates;
  private final Clock clock;

  OpenRing(Rollouts rollouts, Rings rings, Updates updates, Clock clock) {
    this.rollouts = rollouts;
    this.rings = rings;
    this.updates = updates;
    this.clock = clock;
  }

  @Override
  public void execute(DelegateExecution execution) {
    Rollout rollout = rollouts.lock(RolloutProcess.rollout(execution));
    if (rollout.state() == Rollout.State.HALTED) {
      rollouts.state(rollout.id(), Rollout.State.RUNNING, "");
    }
    boolean passed = rollout.ring() == 0 || rings.hasPassed(rollout.id(), rollout.ring());
    if (passed && rollout.ring() < rollout.rings()) {
      rollouts.openRing(rollout.id(), rollout.ring() + 1);
      rings.opened(rollout.id(), rollout.ring() + 1, clock.instant());
    }
    updates.begin(rollouts.lock(rollout.id()));
  }
}
