package org.mcws.desk.update;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Asks the community's owners and Ops which image is fixed, and reminds them. */
@Component
class AskForImage implements TaskListener {

  private final ServiceUpdateProcess process;
  private final UpdateMail mail;

  AskForImage(ServiceUpdateProcess process, UpdateMail mail) {
    this.process = process;
    this.mail = mail;
  }

  @Override
  public void notify(DelegateTask task) {
    mail.askForImage(process.of(task.getProcessInstanceId()));
  }
}
