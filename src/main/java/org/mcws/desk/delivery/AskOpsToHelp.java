package org.mcws.desk.delivery;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Tells Ops that owners want help with what fails, and reminds them. */
@Component
class AskOpsToHelp implements TaskListener {

  private final DeliveryProcess process;
  private final DeliveryMail mail;

  AskOpsToHelp(DeliveryProcess process, DeliveryMail mail) {
    this.process = process;
    this.mail = mail;
  }

  /** The owners' words are the instance's; the task's own are those that Ops are to write. */
  @Override
  public void notify(DelegateTask task) {
    Object words = task.getExecution().getProcessInstance().getVariable(DeliveryProcess.WORDS);
    mail.askOpsToHelp(process.of(task.getProcessInstanceId()), DeliveryWish.text(words).orElse(""));
  }
}
