package org.mcws.desk.hostmaintenance;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Lets the app whose turn it is run elsewhere. Repeating it changes nothing more. */
@Component
class MoveApp implements JavaDelegate {

  private final HostMaintenanceProcess process;
  private final Departure departure;

  MoveApp(HostMaintenanceProcess process, Departure departure) {
    this.process = process;
    this.departure = departure;
  }

  @Override
  public void execute(DelegateExecution execution) {
    departure.move(process.of(execution));
  }
}
