package org.mcws.desk.recovery;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Reminds Ops of a review that nobody has written. */
@Component
class RemindToReview implements JavaDelegate {

  private final RecoveryProcess process;
  private final RecoveryMail mail;

  RemindToReview(RecoveryProcess process, RecoveryMail mail) {
    this.process = process;
    this.mail = mail;
  }

  @Override
  public void execute(DelegateExecution execution) {
    mail.remindToReview(process.of(execution));
  }
}
