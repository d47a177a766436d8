package org.mcws.desk.onboarding;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Stops the apps that this onboarding made. */
@Component
class RemoveHosting implements JavaDelegate {

  private final Provisioning provisioning;

  RemoveHosting(Provisioning provisioning) {
    this.provisioning = provisioning;
  }

  @Override
  public void execute(DelegateExecution execution) {
    provisioning.removeHosting(execution.getProcessInstanceId());
  }
}
