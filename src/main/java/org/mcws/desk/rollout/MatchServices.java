package org.mcws.desk.rollout;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mcws.desk.rollout.AffectedService.State;
import org.springframework.stereotype.Component;

/**
 * Finds out whom the problem affects; also when it is taken up again after an exemption is over, or
 * because of a newer document.
 */
@Component
class MatchServices implements JavaDelegate {

  private final Rollouts rollouts;
  private final Reconciliation reconciliation;
  private final AffectedServices services;

  MatchServices(Rollouts rollouts, Reconciliation reconciliation, AffectedServices services) {
    this.rollouts = rollouts;
    this.reconciliation = reconciliation;
    this.services = services;
  }

  @Override
  public void execute(DelegateExecution execution) {
    Rollout rollout = rollouts.lock(RolloutProcess.rollout(execution));
    boolean again = rollout.state() == Rollout.State.RESTING;
    if (again) {
      rollouts.state(rollout.id(), Rollout.State.RUNNING, "");
    }
    rollouts.news(rollout.id(), false);
    reconciliation.of(rollout);
    boolean affected = services.any(rollout.id(), State.UNDER_WAY);
    execution.setVariable(RolloutProcess.AFFECTED, affected);
    if (!affected) {
      end(rollout, again);
    }
  }

  private void end(Rollout rollout, boolean again) {
    if (!again) {
      rollouts.state(
          rollout.id(),
          Rollout.State.NOTED,
          "No service is affected but those that other rollouts deal with.");
    } else if (services.anyExemptedForWantOfFix(rollout.id())) {
      rollouts.state(rollout.id(), Rollout.State.RESTING, "");
      services
          .nextEndOfExemption(rollout.id())
          .ifPresent(until -> rollouts.pauseUntil(rollout.id(), until));
    } else {
      rollouts.state(rollout.id(), Rollout.State.COMPLETED, "");
    }
  }
}
