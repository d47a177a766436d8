package org.mcws.desk.delivery;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Tells the owners that nothing begins by itself any more, and reminds them. */
@Component
class TellOfPause implements TaskListener {

  private final DeliveryProcess process;
  private final DeliveryMail mail;

  TellOfPause(DeliveryProcess process, DeliveryMail mail) {
    this.process = process;
    this.mail = mail;
  }

  @Override
  public void notify(DelegateTask task) {
    mail.paused(process.of(task.getProcessInstanceId()));
  }
}
