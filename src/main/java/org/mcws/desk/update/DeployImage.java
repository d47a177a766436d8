package org.mcws.desk.update;

import java.time.Clock;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mcws.desk.platform.PlatformRefusal;
import org.mcws.desk.platform.hosting.Hosting;
import org.springframework.stereotype.Component;

/** Lets the hosting platform bring the new image about. Repeating it changes nothing more. */
@Component
class DeployImage implements JavaDelegate {

  private final ServiceUpdateProcess process;
  private final Hosting hosting;
  private final Clock clock;

  DeployImage(ServiceUpdateProcess process, Hosting hosting, Clock clock) {
    this.process = process;
    this.hosting = hosting;
    this.clock = clock;
  }

  @Override
  public void execute(DelegateExecution execution) {
    ServiceUpdate update = process.of(execution);
    try {
      hosting.deploy(update.app(), update.imageTo());
    } catch (PlatformRefusal refusal) {
      update.note("The hosting platform refused: " + refusal.getMessage());
      throw refusal;
    }
    update.deployed(clock.instant());
  }
}
