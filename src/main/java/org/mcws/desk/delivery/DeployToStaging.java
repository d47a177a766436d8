package org.mcws.desk.delivery;

import java.time.Clock;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mcws.desk.platform.PlatformRefusal;
import org.springframework.stereotype.Component;

/** Lets the new version run in staging. Repeating it changes nothing more. */
@Component
class DeployToStaging implements JavaDelegate {

  private final DeliveryProcess process;
  private final Staging staging;
  private final Clock clock;

  DeployToStaging(DeliveryProcess process, Staging staging, Clock clock) {
    this.process = process;
    this.staging = staging;
    this.clock = clock;
  }

  @Override
  public void execute(DelegateExecution execution) {
    Delivery delivery = process.of(execution);
    delivery.staged(clock.instant());
    try {
      staging.deploy(delivery);
    } catch (PlatformRefusal refusal) {
      delivery.note("The platform does not take it: " + refusal.getMessage(), "");
      throw refusal;
    }
  }
}
