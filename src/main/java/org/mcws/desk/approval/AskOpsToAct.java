package org.mcws.desk.approval;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Tells Ops of a task that waits for them, and reminds them of it. */
@Component
class AskOpsToAct implements TaskListener {

  private final Approvals approvals;
  private final ApprovalMail mail;

  AskOpsToAct(Approvals approvals, ApprovalMail mail) {
    this.approvals = approvals;
    this.mail = mail;
  }

  @Override
  public void notify(DelegateTask task) {
    approvals
        .findById(SentFields.approval(task))
        .ifPresent(approval -> mail.askOps(approval, task.getName()));
  }
}
