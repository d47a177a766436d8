package org.mcws.desk.rollout;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mcws.desk.advisory.AdvisoryReader;
import org.mcws.desk.advisory.AdvisoryRegister;
import org.mcws.desk.rollout.AffectedService.State;
import org.springframework.stereotype.Component;

/**
 * Finds out whom the problem affects; also when it is taken up again after an exemption is over, or
 * because of a newer document.
 */
@Component
class MatchServices implements JavaDelegate {

  private final Rollouts rollouts;
  private final AdvisoryRegister register;
  private final AdvisoryReader reader;
  private final Reconciliation reconciliation;
  private final AffectedServices services;

  MatchServices(
      Rollouts rollouts,
      AdvisoryRegister register,
      AdvisoryReader reader,
      Reconciliation reconciliation,
      AffectedServices services) {
    this.rollouts = rollouts;
    this.register = register;
    this.reader = reader;
    this.reconciliation = reconciliation;
    this.services = services;
  }

  @Override
  public void execute(DelegateExecution execution) {
    Rollout rollout = rollouts.lock(RolloutProcess.rollout(execution));
    boolean again = rollout.state() == Rollout.State.RESTING;
    if (again) {
      rollouts.state(rollout.id(), Rollout.State.RUNNING, "");
      rollouts.takeNews(rollout.id()).stream()
          .map(reader::read)
          .forEach(news -> reconciliation.with(rollout, news));
    }
    reconciliation.with(rollout, register.find(rollout.advisory()).orElseThrow());
    boolean affected = services.any(rollout.id(), State.UNDER_WAY);
    execution.setVariable(RolloutProcess.AFFECTED, affected);
    if (!affected) {
      rollouts.state(
          rollout.id(),
          again ? Rollout.State.COMPLETED : Rollout.State.NOTED,
          again ? "" : "No service is affected.");
    }
  }
}
