package org.mcws.desk.hostmaintenance;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Tells Ops that the machine is empty and theirs, and reminds them that it is down. */
@Component
class AskForHostWork implements TaskListener {

  private final HostMaintenanceProcess process;
  private final HostMail mail;

  AskForHostWork(HostMaintenanceProcess process, HostMail mail) {
    this.process = process;
    this.mail = mail;
  }

  @Override
  public void notify(DelegateTask task) {
    HostMaintenance maintenance = process.of(task.getProcessInstanceId());
    mail.askForWork(maintenance);
  }
}
