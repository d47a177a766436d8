package org.mcws.desk.update;

import java.util.Optional;
import org.mcws.desk.platform.PlatformRefusal;
import org.mcws.desk.platform.hosting.AppStatus;
import org.mcws.desk.platform.hosting.Hosting;
import org.mcws.desk.platform.images.Images;
import org.mcws.desk.status.SiteProbe;
import org.springframework.stereotype.Component;

/** Believes that something was repaired by hand once it has seen it. */
@Component
class RepairCheck {

  private final Hosting hosting;
  private final Images images;
  private final SiteProbe sites;

  RepairCheck(Hosting hosting, Images images, SiteProbe sites) {
    this.hosting = hosting;
    this.images = images;
    this.sites = sites;
  }

  /** Whether the new version runs; if not, it is noted what is wrong. */
  Outcome look(ServiceUpdate update) {
    Optional<AppStatus> app = hosting.find(update.app());
    if (app.isEmpty()) {
      return notSo(update, "there is no app " + update.app() + " on the hosting platform.");
    }
    if (!app.get().image().equals(update.imageTo())) {
      return notSo(
          update,
          "it is "
              + app.get().image()
              + " that is to run, and not "
              + update.imageTo()
              + ". If that one is fixed, too, name it.");
    }
    if (!app.get().settled()) {
      return notSo(update, AppTrouble.of(app.get()) + ".");
    }
    if (update.host() != null) {
      SiteProbe.Seen seen = sites.probe(update.host());
      if (!seen.reached()) {
        return notSo(update, seen.evidence());
      }
    }
    update.repaired(digest(update.imageTo()));
    return Outcome.RUNS;
  }

  private static Outcome notSo(ServiceUpdate update, String what) {
    update.note("It was said to be repaired, but " + what);
    return Outcome.DOES_NOT_RUN;
  }

  private String digest(String image) {
    try {
      return images.digest(image).orElse(null);
    } catch (PlatformRefusal hidden) {
      return null;
    }
  }

  /** What was found. */
  enum Outcome {
    RUNS,
    DOES_NOT_RUN
  }
}
