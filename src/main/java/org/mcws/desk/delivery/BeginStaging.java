package org.mcws.desk.delivery;

import java.time.Clock;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/**
 * Notes that staging is used from now on, before anything is made there: so that it is removed
 * whatever becomes of this.
 */
@Component
class BeginStaging implements ExecutionListener {

  private final DeliveryProcess process;
  private final Clock clock;

  BeginStaging(DeliveryProcess process, Clock clock) {
    this.process = process;
    this.clock = clock;
  }

  @Override
  public void notify(DelegateExecution execution) {
    process.of(execution).staged(clock.instant());
  }
}
