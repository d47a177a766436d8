package org.mcws.desk.hostmaintenance;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Looks how far the machine is emptied, and whose turn it is. Only reads outside. */
@Component
class LookAtHost implements JavaDelegate {

  private final HostMaintenanceProcess process;
  private final Departure departure;

  LookAtHost(HostMaintenanceProcess process, Departure departure) {
    this.process = process;
    this.departure = departure;
  }

  @Override
  public void execute(DelegateExecution execution) {
    HostMaintenanceProcess.answer(execution, departure.look(process.of(execution)));
  }
}
