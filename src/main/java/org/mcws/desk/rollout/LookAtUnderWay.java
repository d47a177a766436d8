package org.mcws.desk.rollout;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mcws.desk.rollout.AffectedService.State;
import org.springframework.stereotype.Component;

/** Finds out whether updates or roll-backs that have begun are still under way. */
@Component
class LookAtUnderWay implements JavaDelegate {

  private final Rollouts rollouts;
  private final AffectedServices services;
  private final Updates updates;

  LookAtUnderWay(Rollouts rollouts, AffectedServices services, Updates updates) {
    this.rollouts = rollouts;
    this.services = services;
    this.updates = updates;
  }

  @Override
  public void execute(DelegateExecution execution) {
    Rollout rollout = rollouts.lock(RolloutProcess.rollout(execution));
    updates.begin(rollout);
    execution.setVariable(RolloutProcess.UNDER_WAY, services.any(rollout.id(), State.UNDER_WAY));
  }
}
