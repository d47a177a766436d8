package org.mcws.desk.delivery;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Looks whether the new version runs in staging. Only reads outside. */
@Component
class LookAtStaging implements JavaDelegate {

  private final DeliveryProcess process;
  private final Staging staging;

  LookAtStaging(DeliveryProcess process, Staging staging) {
    this.process = process;
    this.staging = staging;
  }

  @Override
  public void execute(DelegateExecution execution) {
    DeliveryProcess.answer(execution, staging.look(process.of(execution)));
  }
}
