package org.mcws.desk.rollout;

import java.time.Clock;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Begins to give every service that was updated its former image again. */
@Component
class RollBackUpdated implements JavaDelegate {

  private final Rollouts rollouts;
  private final UpdatedServices updatedServices;
  private final Updates updates;
  private final Clock clock;

  RollBackUpdated(
      Rollouts rollouts, UpdatedServices updatedServices, Updates updates, Clock clock) {
    this.rollouts = rollouts;
    this.updatedServices = updatedServices;
    this.updates = updates;
    this.clock = clock;
  }

  @Override
  public void execute(DelegateExecution execution) {
    Rollout rollout = rollouts.lock(RolloutProcess.rollout(execution));
    updatedServices.revertUpdated(rollout.id(), "Community Ops", rollout.note(), clock.instant());
    updates.begin(rollout);
  }
}
