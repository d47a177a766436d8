package org.mcws.desk.delivery;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Stops what ran in staging, if anything did. */
@Component
class RemoveStaging implements JavaDelegate {

  private final DeliveryProcess process;
  private final Staging staging;

  RemoveStaging(DeliveryProcess process, Staging staging) {
    this.process = process;
    this.staging = staging;
  }

  @Override
  public void execute(DelegateExecution execution) {
    Delivery delivery = process.of(execution);
    if (delivery.stagedAt().isPresent()) {
      staging.remove(delivery);
    }
  }
}
