package org.mcws.desk.update;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Looks whether the old version runs again. Only reads outside. */
@Component
class LookAtRollBack implements JavaDelegate {

  private final ServiceUpdateProcess process;
  private final DeploymentWatch watch;

  LookAtRollBack(ServiceUpdateProcess process, DeploymentWatch watch) {
    this.process = process;
    this.watch = watch;
  }

  @Override
  public void execute(DelegateExecution execution) {
    ServiceUpdateProcess.answer(execution, watch.lookBack(process.of(execution)));
  }
}
