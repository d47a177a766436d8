package org.mcws.desk.delivery;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mcws.desk.platform.PlatformRefusal;
import org.mcws.desk.platform.PlatformUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Stops what ran in staging, if anything did. */
@Component
class RemoveStaging implements JavaDelegate {

  private static final Logger log = LoggerFactory.getLogger(RemoveStaging.class);

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
      try {
        staging.remove(delivery);
      } catch (PlatformRefusal | PlatformUnavailable trouble) {
        // What was released is released all the same; the desk tries again now and then.
        log.warn("Staging of {} is left: {}", delivery.service(), trouble.getMessage());
      }
    }
  }
}
