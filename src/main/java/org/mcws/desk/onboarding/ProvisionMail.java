package org.mcws.desk.onboarding;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Makes the mail domains with their mailboxes and aliases. */
@Component
class ProvisionMail implements JavaDelegate {

  private final Provisioning provisioning;

  ProvisionMail(Provisioning provisioning) {
    this.provisioning = provisioning;
  }

  @Override
  public void execute(DelegateExecution execution) {
    provisioning.mail(execution.getProcessInstanceId());
  }
}
