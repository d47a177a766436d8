package org.mcws.desk.onboarding;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Makes the zones and records under which the services are found. */
@Component
class PublishRecords implements JavaDelegate {

  private final Provisioning provisioning;

  PublishRecords(Provisioning provisioning) {
    this.provisioning = provisioning;
  }

  @Override
  public void execute(DelegateExecution execution) {
    provisioning.records(execution.getProcessInstanceId());
  }
}
