package org.mcws.desk.hostmaintenance;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** Ops have called the maintenance off before the machine was down. */
@Component
class NoteHostCancelled implements ExecutionListener {

  private final HostMaintenanceProcess process;

  NoteHostCancelled(HostMaintenanceProcess process) {
    this.process = process;
  }

  @Override
  public void notify(DelegateExecution execution) {
    process.of(execution).cancel();
  }
}
