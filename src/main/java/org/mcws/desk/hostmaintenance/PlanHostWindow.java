package org.mcws.desk.hostmaintenance;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Tells Mesos, and all who run something there, when the machine will be away. */
@Component
class PlanHostWindow implements JavaDelegate {

  private final HostMaintenanceProcess process;
  private final Departure departure;

  PlanHostWindow(HostMaintenanceProcess process, Departure departure) {
    this.process = process;
    this.departure = departure;
  }

  @Override
  public void execute(DelegateExecution execution) {
    departure.plan(process.of(execution));
  }
}
