package org.mcws.desk.update;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * Tries the new version as a visitor would, since no other visitor has come to a verdict in time.
 * Only reads outside.
 */
@Component
class ProbeAsVisitor implements JavaDelegate {

  private final ServiceUpdates updates;
  private final DeploymentWatch watch;

  ProbeAsVisitor(ServiceUpdates updates, DeploymentWatch watch) {
    this.updates = updates;
    this.watch = watch;
  }

  @Override
  public void execute(DelegateExecution execution) {
    ServiceUpdate update = updates.lock(execution.getProcessInstanceId()).orElseThrow();
    ServiceUpdateProcess.answer(execution, watch.judge(update, watch.see(update)));
  }
}
