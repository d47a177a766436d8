package org.mcws.desk.rollout;

import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mcws.desk.rollout.AffectedService.State;
import org.springframework.stereotype.Component;

/** Takes into account what newer documents say. */
@Component
class CompareDocuments implements JavaDelegate {

  private static final Set<State> UNFIXED = Set.of(State.UNFIXED);

  private final Rollouts rollouts;
  private final Reconciliation reconciliation;
  private final AffectedServices services;
  private final RolloutProcess process;

  CompareDocuments(
      Rollouts rollouts,
      Reconciliation reconciliation,
      AffectedServices services,
      RolloutProcess process) {
    this.rollouts = rollouts;
    this.reconciliation = reconciliation;
    this.services = services;
    this.process = process;
  }

  @Override
  public void execute(DelegateExecution execution) {
    Rollout rollout = rollouts.lock(RolloutProcess.rollout(execution));
    boolean lackedFix = services.any(rollout.id(), UNFIXED);
    rollouts.news(rollout.id(), false);
    reconciliation.of(rollout);
    if (lackedFix && !services.any(rollout.id(), UNFIXED)) {
      process.tell(rollout, RolloutProcess.QUESTION_OVERTAKEN);
      process.tell(rollout, RolloutProcess.FIX_PUBLISHED);
    }
  }
}
