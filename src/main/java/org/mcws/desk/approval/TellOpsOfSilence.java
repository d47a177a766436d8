package org.mcws.desk.approval;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Tells Ops that no owner answers, while there is still time to reach one. */
@Component
class TellOpsOfSilence implements JavaDelegate {

  private final Approvals approvals;
  private final ApprovalMail mail;

  TellOpsOfSilence(Approvals approvals, ApprovalMail mail) {
    this.approvals = approvals;
    this.mail = mail;
  }

  @Override
  public void execute(DelegateExecution execution) {
    mail.tellOpsOfSilence(approvals.findById(ApprovalCourse.id(execution)).orElseThrow());
  }
}
