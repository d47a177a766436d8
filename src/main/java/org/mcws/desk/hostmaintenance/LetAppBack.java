package org.mcws.desk.hostmaintenance;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Lets the app whose turn it is use the machine again. Repeating it changes nothing more. */
@Component
class LetAppBack implements JavaDelegate {

  private final HostMaintenanceProcess process;
  private final Homecoming homecoming;

  LetAppBack(HostMaintenanceProcess process, Homecoming homecoming) {
    this.process = process;
    this.homecoming = homecoming;
  }

  @Override
  public void execute(DelegateExecution execution) {
    homecoming.letBack(process.of(execution));
  }
}
