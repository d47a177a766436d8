package org.mcws.desk.onboarding;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Removes the zones and records that this onboarding made. */
@Component
class RemoveRecords implements JavaDelegate {

  private final Provisioning provisioning;

  RemoveRecords(Provisioning provisioning) {
    this.provisioning = provisioning;
  }

  @Override
  public void execute(DelegateExecution execution) {
    provisioning.removeRecords(execution.getProcessInstanceId());
  }
}
