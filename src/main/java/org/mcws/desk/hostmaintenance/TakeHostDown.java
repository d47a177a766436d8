package org.mcws.desk.hostmaintenance;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Takes the emptied machine out of service. */
@Component
class TakeHostDown implements JavaDelegate {

  private final HostMaintenanceProcess process;
  private final Departure departure;

  TakeHostDown(HostMaintenanceProcess process, Departure departure) {
    this.process = process;
    this.departure = departure;
  }

  @Override
  public void execute(DelegateExecution execution) {
    departure.takeDown(process.of(execution));
  }
}
