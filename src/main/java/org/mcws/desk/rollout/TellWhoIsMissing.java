package org.mcws.desk.rollout;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Tells Ops for whom a rollout waits that should be over. */
@Component
class TellWhoIsMissing implements JavaDelegate {

  private final Rollouts rollouts;
  private final RolloutEvidence evidence;
  private final RolloutMail mail;

  TellWhoIsMissing(Rollouts rollouts, RolloutEvidence evidence, RolloutMail mail) {
    this.rollouts = rollouts;
    this.evidence = evidence;
    this.mail = mail;
  }

  @Override
  public void execute(DelegateExecution execution) {
    Rollout rollout = rollouts.lock(RolloutProcess.rollout(execution));
    mail.missing(rollout, evidence.ofMissing(rollout));
  }
}
