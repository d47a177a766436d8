package org.mcws.desk.update;

import java.time.Clock;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mcws.desk.configuration.Configuration;
import org.mcws.desk.configuration.Configurations;
import org.mcws.desk.configuration.Environment;
import org.mcws.desk.platform.PlatformRefusal;
import org.mcws.desk.platform.hosting.AppStatus;
import org.mcws.desk.platform.hosting.Hosting;
import org.mcws.desk.platform.hosting.Settings;
import org.springframework.stereotype.Component;

/**
 * Lets the hosting platform bring the remembered version back, or at least its image if the
 * platform has forgotten the version. What somebody else has deployed meanwhile is left alone.
 * Repeating it changes nothing more.
 */
@Component
class RollBackUpdate implements JavaDelegate {

  private static final String VERSION_GONE = "versionGone";

  private final ServiceUpdateProcess process;
  private final Hosting hosting;
  private final Configurations configurations;
  private final Clock clock;

  RollBackUpdate(
      ServiceUpdateProcess process, Hosting hosting, Configurations configurations, Clock clock) {
    this.process = process;
    this.hosting = hosting;
    this.configurations = configurations;
    this.clock = clock;
  }

  @Override
  public void execute(DelegateExecution execution) {
    ServiceUpdate update = process.of(execution);
    boolean ours =
        hosting
            .find(update.app())
            .map(AppStatus::image)
            .filter(image -> !image.equals(update.imageTo()) && !image.equals(update.imageFrom()))
            .isEmpty();
    try {
      if (ours) {
        bringBack(update);
      }
    } catch (PlatformRefusal refusal) {
      update.note("The hosting platform refused the roll-back: " + refusal.getMessage());
      throw refusal;
    }
    update.rollBack(clock.instant());
  }

  /** Those of another deployer are not the desk's to know. */
  private Optional<Settings> settings(ServiceUpdate update, String name) {
    return name.matches("[0-9]{1,9}")
        ? configurations
            .find(update.service(), Environment.PRODUCTION, Integer.parseInt(name))
            .map(Configuration::settings)
        : Optional.empty();
  }

  private void bringBack(ServiceUpdate update) {
    try {
      hosting.rollBack(update.app(), update.versionBefore());
    } catch (PlatformRefusal refusal) {
      if (!VERSION_GONE.equals(refusal.code())) {
        throw refusal;
      }
      update.note(refusal.getMessage() + " Its image was deployed instead.");
      Optional<Settings> before = update.settingsBefore().flatMap(name -> settings(update, name));
      if (before.isPresent()) {
        hosting.deployInstead(update.app(), update.imageFrom(), before.get());
      } else {
        hosting.deployInstead(update.app(), update.imageFrom());
      }
    }
  }
}
