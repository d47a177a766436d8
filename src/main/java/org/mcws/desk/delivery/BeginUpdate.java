package org.mcws.desk.delivery;

import java.time.Clock;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.mcws.desk.configuration.Configuration;
import org.mcws.desk.configuration.Configurations;
import org.mcws.desk.configuration.Environment;
import org.springframework.stereotype.Component;

/** From now on the update of the service decides about the delivery. */
@Component
class BeginUpdate implements ExecutionListener {

  private final DeliveryProcess process;
  private final Configurations configurations;
  private final Clock clock;

  BeginUpdate(DeliveryProcess process, Configurations configurations, Clock clock) {
    this.process = process;
    this.configurations = configurations;
    this.clock = clock;
  }

  @Override
  public void notify(DelegateExecution execution) {
    Delivery delivery = process.of(execution);
    delivery.goLive(
        delivery
            .release()
            .map(number -> delivery.configuration())
            .orElseGet(
                () ->
                    configurations
                        .newest(delivery.service(), Environment.PRODUCTION)
                        .map(Configuration::revision)),
        clock.instant());
  }
}
