package org.mcws.desk.update;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Tries the new version as a visitor would. Only reads outside. */
@Component
class ProbeAsVisitor implements JavaDelegate {

  private final ServiceUpdateProcess process;
  private final DeploymentWatch watch;

  ProbeAsVisitor(ServiceUpdateProcess process, DeploymentWatch watch) {
    this.process = process;
    this.watch = watch;
  }

  @Override
  public void execute(DelegateExecution execution) {
    ServiceUpdateProcess.answer(execution, watch.probe(process.of(execution)));
  }
}
