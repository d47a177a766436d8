package org.mcws.desk.update;

import java.time.Clock;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mcws.desk.configuration.Configuration;
import org.mcws.desk.configuration.Configurations;
import org.mcws.desk.configuration.Environment;
import org.mcws.desk.platform.PlatformRefusal;
import org.mcws.desk.platform.hosting.Hosting;
import org.mcws.desk.platform.hosting.Settings;
import org.springframework.stereotype.Component;

/** Lets the hosting platform bring the new image about. Repeating it changes nothing more. */
@Component
class DeployImage implements JavaDelegate {

  private final ServiceUpdateProcess process;
  private final Hosting hosting;
  private final Configurations configurations;
  private final Clock clock;

  DeployImage(
      ServiceUpdateProcess process, Hosting hosting, Configurations configurations, Clock clock) {
    this.process = process;
    this.hosting = hosting;
    this.configurations = configurations;
    this.clock = clock;
  }

  @Override
  public void execute(DelegateExecution execution) {
    ServiceUpdate update = process.of(execution);
    try {
      Optional<Settings> settings = update.settingsTo().map(revision -> settings(update, revision));
      if (settings.isPresent()) {
        hosting.deploy(update.app(), update.imageTo(), settings.get());
      } else {
        hosting.deploy(update.app(), update.imageTo());
      }
    } catch (PlatformRefusal refusal) {
      update.note("The hosting platform refused: " + refusal.getMessage());
      throw refusal;
    }
    update.deployed(clock.instant());
  }

  private Settings settings(ServiceUpdate update, int revision) {
    return configurations
        .find(update.service(), Environment.PRODUCTION, revision)
        .map(Configuration::settings)
        .orElseThrow();
  }
}
