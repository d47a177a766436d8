package org.mcws.desk.hostmaintenance;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Looks how far the machine is back, and whose turn it is. Only reads outside. */
@Component
class LookAtReturn implements JavaDelegate {

  private final HostMaintenanceProcess process;
  private final Homecoming homecoming;

  LookAtReturn(HostMaintenanceProcess process, Homecoming homecoming) {
    this.process = process;
    this.homecoming = homecoming;
  }

  @Override
  public void execute(DelegateExecution execution) {
    HostMaintenanceProcess.answer(execution, homecoming.look(process.of(execution)));
  }
}
