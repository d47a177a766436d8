package org.mcws.desk.rollout;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Writes to Ops that services without a fix wait for them, at once and again. */
@Component
class TellOpsFixMissing implements TaskListener {

  private final Rollouts rollouts;
  private final RolloutEvidence evidence;
  private final RolloutMail mail;

  TellOpsFixMissing(Rollouts rollouts, RolloutEvidence evidence, RolloutMail mail) {
    this.rollouts = rollouts;
    this.evidence = evidence;
    this.mail = mail;
  }

  @Override
  public void notify(DelegateTask task) {
    Rollout rollout = rollouts.find(RolloutProcess.rollout(task)).orElseThrow();
    mail.fixMissing(rollout, evidence.ofMissingFix(rollout.id().toString()));
  }
}
