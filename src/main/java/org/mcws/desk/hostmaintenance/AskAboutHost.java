package org.mcws.desk.hostmaintenance;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/**
 * Puts before Ops what keeps a machine from being emptied or from coming back, and reminds them.
 */
@Component
class AskAboutHost implements TaskListener {

  private final HostMaintenanceProcess process;
  private final HostMail mail;

  AskAboutHost(HostMaintenanceProcess process, HostMail mail) {
    this.process = process;
    this.mail = mail;
  }

  @Override
  public void notify(DelegateTask task) {
    HostMaintenance maintenance = process.of(task.getProcessInstanceId());
    maintenance.stick();
    mail.askToDecide(maintenance);
  }
}
