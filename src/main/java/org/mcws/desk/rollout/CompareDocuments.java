package org.mcws.desk.rollout;

import java.util.List;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mcws.desk.advisory.Advisory;
import org.mcws.desk.advisory.AdvisoryReader;
import org.mcws.desk.rollout.AffectedService.State;
import org.springframework.stereotype.Component;

/** Takes newer documents into account, one after the other. */
@Component
class CompareDocuments implements JavaDelegate {

  private final Rollouts rollouts;
  private final AdvisoryReader reader;
  private final Reconciliation reconciliation;
  private final AffectedServices services;
  private final RolloutProcess process;

  CompareDocuments(
      Rollouts rollouts,
      AdvisoryReader reader,
      Reconciliation reconciliation,
      AffectedServices services,
      RolloutProcess process) {
    this.rollouts = rollouts;
    this.reader = reader;
    this.reconciliation = reconciliation;
    this.services = services;
    this.process = process;
  }

  @Override
  public void execute(DelegateExecution execution) {
    Rollout rollout = rollouts.lock(RolloutProcess.rollout(execution));
    List<Advisory> news = rollouts.takeNews(rollout.id()).stream().map(reader::read).toList();
    boolean lackedFix = services.any(rollout.id(), Set.of(State.UNFIXED));
    news.forEach(advisory -> reconciliation.with(rollout, advisory));
    if (lackedFix && !services.any(rollout.id(), Set.of(State.UNFIXED))) {
      process.tell(rollout, RolloutProcess.FIX_PUBLISHED);
    }
  }
}
