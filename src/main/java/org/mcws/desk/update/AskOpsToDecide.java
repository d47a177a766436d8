package org.mcws.desk.update;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Puts a failed update with its evidence before Ops, and reminds them. */
@Component
class AskOpsToDecide implements TaskListener {

  private final ServiceUpdateProcess process;
  private final UpdateMail mail;

  AskOpsToDecide(ServiceUpdateProcess process, UpdateMail mail) {
    this.process = process;
    this.mail = mail;
  }

  @Override
  public void notify(DelegateTask task) {
    mail.askOpsToDecide(process.of(task.getProcessInstanceId()));
  }
}
