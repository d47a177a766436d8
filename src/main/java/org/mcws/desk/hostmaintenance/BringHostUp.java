package org.mcws.desk.hostmaintenance;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Lets the machine come back into service. */
@Component
class BringHostUp implements JavaDelegate {

  private final HostMaintenanceProcess process;
  private final Homecoming homecoming;

  BringHostUp(HostMaintenanceProcess process, Homecoming homecoming) {
    this.process = process;
    this.homecoming = homecoming;
  }

  @Override
  public void execute(DelegateExecution execution) {
    homecoming.bringUp(process.of(execution));
  }
}
