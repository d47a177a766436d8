package org.mcws.desk.update;

import java.time.Clock;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mcws.desk.platform.PlatformRefusal;
import org.mcws.desk.platform.hosting.AppStatus;
import org.mcws.desk.platform.hosting.Hosting;
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
  private final Clock clock;

  RollBackUpdate(ServiceUpdateProcess process, Hosting hosting, Clock clock) {
    this.process = process;
    this.hosting = hosting;
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

  private void bringBack(ServiceUpdate update) {
    try {
      hosting.rollBack(update.app(), update.versionBefore());
    } catch (PlatformRefusal refusal) {
      if (!VERSION_GONE.equals(refusal.code())) {
        throw refusal;
      }
      update.note(refusal.getMessage() + " Its image was deployed instead.");
      hosting.deployInstead(update.app(), update.imageFrom());
    }
  }
}
