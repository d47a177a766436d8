package org.mcws.desk.onboarding;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Looks whether all apps run as they should; if not yet, the engine tries this step again. */
@Component
class AwaitHealthyApps implements JavaDelegate {

  private final Provisioning provisioning;

  AwaitHealthyApps(Provisioning provisioning) {
    this.provisioning = provisioning;
  }

  @Override
  public void execute(DelegateExecution execution) {
    provisioning.requireHealthyApps(execution.getProcessInstanceId());
  }
}
