package org.mcws.desk.approval;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Reminds those who have not answered, at some point also the community around them. */
@Component
class RemindSilentOwners implements JavaDelegate {

  private final Approvals approvals;
  private final ApprovalMail mail;

  RemindSilentOwners(Approvals approvals, ApprovalMail mail) {
    this.approvals = approvals;
    this.mail = mail;
  }

  @Override
  public void execute(DelegateExecution execution) {
    Approval approval = approvals.lock(ApprovalCourse.id(execution)).orElseThrow();
    approval.remind();
    mail.remind(approval);
    if (approval.reminders() == approval.ladder().contactsAt()) {
      mail.tellContacts(approval);
    }
  }
}
