package org.mcws.desk.recovery;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Reminds Ops of something that a review has asked for. */
@Component
class RemindFollowUp implements JavaDelegate {

  private final RecoveryProcess process;
  private final FollowUps followUps;
  private final RecoveryMail mail;

  RemindFollowUp(RecoveryProcess process, FollowUps followUps, RecoveryMail mail) {
    this.process = process;
    this.followUps = followUps;
    this.mail = mail;
  }

  @Override
  public void execute(DelegateExecution execution) {
    mail.remindOfFollowUp(process.of(execution), followUps.of(execution));
  }
}
