package org.mcws.desk.onboarding;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Makes the apps run, without waiting for them. */
@Component
class ProvisionHosting implements JavaDelegate {

  private final Provisioning provisioning;

  ProvisionHosting(Provisioning provisioning) {
    this.provisioning = provisioning;
  }

  @Override
  public void execute(DelegateExecution execution) {
    provisioning.hosting(execution.getProcessInstanceId());
  }
}
