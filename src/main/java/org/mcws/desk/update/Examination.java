package org.mcws.desk.update;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mcws.desk.platform.PlatformRefusal;
import org.mcws.desk.platform.hosting.App;
import org.mcws.desk.platform.hosting.AppStatus;
import org.mcws.desk.platform.hosting.Hosting;
import org.mcws.desk.platform.images.Images;
import org.mcws.desk.status.SiteProbe;
import org.springframework.stereotype.Component;

/**
 * Looks at a service before anything of it is changed: whether it is healthy, whether there is
 * something to bring it to, and whether it could be brought back.
 */
@Component
class Examination {

  /** How often visitors are sent to learn how they fare with the old version. */
  private static final int VISITS = 3;

  private final ServiceUpdates updates;
  private final Hosting hosting;
  private final Images images;
  private final SiteProbe sites;
  private final PlatformPatience platform;

  Examination(
      ServiceUpdates updates,
      Hosting hosting,
      Images images,
      SiteProbe sites,
      PlatformPatience platform) {
    this.updates = updates;
    this.hosting = hosting;
    this.images = images;
    this.sites = sites;
    this.platform = platform;
  }

  /** Looks, and if it is ready remembers what must be known to bring it back. */
  Outcome examine(ServiceUpdate update) {
    if (updates.existsByServiceAndHoldsTrueAndIdNot(update.service(), update.id())) {
      return Outcome.WAIT;
    }
    return platform
        .ask(update, () -> look(update))
        .map(seen -> judge(update, seen))
        .orElse(Outcome.WAIT);
  }

  private Seen look(ServiceUpdate update) {
    Optional<AppStatus> app = hosting.find(update.app());
    List<String> missing = new ArrayList<>();
    Optional<String> wanted = digest(update.imageTo(), missing);
    String running = app.map(AppStatus::image).orElse(update.imageTo());
    if (!running.equals(update.imageTo())) {
      digest(running, missing);
    }
    return new Seen(app, wanted, missing);
  }

  private Outcome judge(ServiceUpdate update, Seen seen) {
    Optional<AppStatus> ours =
        seen.app().filter(app -> update.service().equals(app.labels().get(App.SERVICE)));
    if (ours.isEmpty()) {
      update.note(
          seen.app().isEmpty()
              ? "There is no app " + update.app() + " on the hosting platform."
              : "The app " + update.app() + " on the hosting platform is not this service.");
      return Outcome.BROKEN;
    }
    AppStatus app = ours.get();
    Visits before = visit(update);
    boolean reached = before.count() == 0 || !before.allFailed();
    if (app.settled() && app.image().equals(update.imageTo()) && update.isTold(app)) {
      return reached ? Outcome.ALREADY : Outcome.BROKEN;
    }
    boolean healthy = app.settled() && reached;
    if (!app.settled()) {
      update.note("It was not healthy before: " + AppTrouble.of(app) + ".");
    }
    seen.missing().forEach(update::note);
    if (app.isSuspended()) {
      update.note("Its owners have suspended it: it is to run in no instance at all.");
    }
    if (healthy || update.versionBefore() == null) {
      update.remember(app);
    }
    boolean ready = healthy && !app.isSuspended() && seen.missing().isEmpty();
    if (ready || update.insisted() && seen.wanted().isPresent()) {
      update.begin(seen.wanted().orElseThrow(), before, app);
      return Outcome.READY;
    }
    return healthy ? Outcome.NOT_READY : Outcome.BROKEN;
  }

  private Optional<String> digest(String image, List<String> missing) {
    try {
      Optional<String> digest = images.digest(image);
      if (digest.isEmpty()) {
        missing.add("The registry does not have the image " + image + ".");
      }
      return digest;
    } catch (PlatformRefusal refusal) {
      missing.add(
          "The registry does not let the desk see the image "
              + image
              + ": "
              + refusal.getMessage());
      return Optional.empty();
    }
  }

  /** How visitors fare now; none are sent to a worker. */
  private Visits visit(ServiceUpdate update) {
    Visits visits = Visits.none();
    for (int i = 0; i < VISITS && update.host() != null; i++) {
      SiteProbe.Seen seen = sites.probe(update.host());
      visits = visits.plus(seen.reached(), seen.took());
      if (!seen.reached()) {
        update.note("Visitors did not get through before: " + seen.evidence());
      }
    }
    return visits;
  }

  private record Seen(Optional<AppStatus> app, Optional<String> wanted, List<String> missing) {}

  /** What was found. */
  enum Outcome {
    /** Not now: another update works at the service, or the platform does not answer. */
    WAIT,
    /** The wanted image runs, and visitors get through. */
    ALREADY,
    READY,
    /** The service is well, but cannot be updated. */
    NOT_READY,
    /** The service is not well. */
    BROKEN
  }
}
