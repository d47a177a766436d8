package org.mcws.desk.update;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Looks whether what Ops have repaired by hand runs. Only reads outside. */
@Component
class VerifyRepair implements JavaDelegate {

  private final ServiceUpdateProcess process;
  private final RepairCheck check;

  VerifyRepair(ServiceUpdateProcess process, RepairCheck check) {
    this.process = process;
    this.check = check;
  }

  @Override
  public void execute(DelegateExecution execution) {
    ServiceUpdateProcess.answer(execution, check.look(process.of(execution)));
  }
}
