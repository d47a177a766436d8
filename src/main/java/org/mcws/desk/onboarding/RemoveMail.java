package org.mcws.desk.onboarding;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Removes the mail domains that this onboarding made. */
@Component
class RemoveMail implements JavaDelegate {

  private final Provisioning provisioning;

  RemoveMail(Provisioning provisioning) {
    this.provisioning = provisioning;
  }

  @Override
  public void execute(DelegateExecution execution) {
    provisioning.removeMail(execution.getProcessInstanceId());
  }
}
