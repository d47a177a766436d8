package org.mcws.desk.update;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.mcws.desk.engine.Pace;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.hosting.AppStatus;
import org.mcws.desk.platform.hosting.Hosting;
import org.mcws.desk.status.SiteProbe;
import org.springframework.stereotype.Component;

/**
 * Watches what a deployment or a roll-back brings about. A deployment on the hosting platform never
 * fails by itself, so this has a deadline of its own; and it believes only what runs, since a
 * deployment that has succeeded, been cancelled or got lost looks the same there.
 */
@Component
class DeploymentWatch {

  /** As many tasks of a version that fail are no accident. */
  private static final int CRASH_LOOP = 3;

  /** Visitors who get nothing are put up with for this part of the deadline. */
  private static final int OUTAGE = 3;

  /** The platform takes its time however fast the desk's clock runs in a rehearsal. */
  private static final Duration SHORTEST_DEADLINE = Duration.ofSeconds(30);

  private final Hosting hosting;
  private final SiteProbe sites;
  private final PlatformPatience platform;
  private final Pace pace;
  private final UpdateSettings settings;
  private final Clock clock;

  DeploymentWatch(
      Hosting hosting,
      SiteProbe sites,
      PlatformPatience platform,
      Pace pace,
      UpdateSettings settings,
      Clock clock) {
    this.hosting = hosting;
    this.sites = sites;
    this.platform = platform;
    this.pace = pace;
    this.settings = settings;
    this.clock = clock;
  }

  /** Whether the new version runs. */
  Outcome look(ServiceUpdate update) {
    return platform
        .ask(update, () -> hosting.find(update.app()))
        .map(found -> lookAtNew(update, found))
        .orElse(Outcome.NOT_YET);
  }

  /** Whether the old version runs again and answers. */
  Outcome lookBack(ServiceUpdate update) {
    return platform
        .ask(update, () -> hosting.find(update.app()))
        .map(found -> lookAtOld(update, found))
        .orElse(Outcome.NOT_YET);
  }

  /** One visit to the new version, which runs: is it still there, and do visitors get through? */
  Sighting see(ServiceUpdate update) {
    try {
      return Sighting.of(hosting.find(update.app()), visit(update));
    } catch (PlatformUnavailable silence) {
      return Sighting.of(silence);
    }
  }

  /**
   * What a visit says about the new version, together with those before; enters when the next one
   * is to come, if it takes more.
   *
   * @param update with its lock
   */
  Outcome judge(ServiceUpdate update, Sighting seen) {
    Outcome outcome =
        platform
            .ask(update, seen::app)
            .map(found -> judge(update, found, seen.visit()))
            .orElse(Outcome.NOT_YET);
    update.visitAt(outcome == Outcome.NOT_YET ? nextVisit(update) : null);
    return outcome;
  }

  private Instant nextVisit(ServiceUpdate update) {
    return clock.instant().plus(pace.of(Duration.parse(update.probeEvery())));
  }

  private Outcome lookAtNew(ServiceUpdate update, Optional<AppStatus> found) {
    if (!runs(update, found, update.imageTo())) {
      return Outcome.FAILED;
    }
    AppStatus app = found.orElseThrow();
    boolean failed = update.count(app);
    if (app.settled()) {
      update.settled();
      update.visitAt(nextVisit(update));
      return Outcome.DONE;
    }
    if (failed) {
      app.lastFailure().map(AppTrouble::failure).ifPresent(update::note);
    }
    return crashLoop(update) || over(update, update.workingSince(), app)
        ? Outcome.FAILED
        : Outcome.NOT_YET;
  }

  private Outcome lookAtOld(ServiceUpdate update, Optional<AppStatus> found) {
    if (!runs(update, found, update.imageFrom())) {
      return Outcome.FAILED;
    }
    AppStatus app = found.orElseThrow();
    boolean over = isOver(update, update.workingSince(), 1);
    if (app.settled()) {
      SiteProbe.Seen seen = visit(update);
      if (seen.reached()) {
        return Outcome.DONE;
      }
      if (over) {
        update.note("The old version runs again, but: " + seen.evidence());
      }
    } else if (over) {
      update.note("The old version is not back: " + AppTrouble.of(app) + ".");
    }
    return over ? Outcome.FAILED : Outcome.NOT_YET;
  }

  private Outcome judge(ServiceUpdate update, Optional<AppStatus> found, SiteProbe.Seen seen) {
    if (!runs(update, found, update.imageTo())) {
      return Outcome.FAILED;
    }
    AppStatus app = found.orElseThrow();
    boolean failed = update.count(app);
    if (failed) {
      app.lastFailure().map(AppTrouble::failure).ifPresent(update::note);
    }
    update.isSettled(app.settled(), clock.instant());
    boolean crashed = failed && update.host() == null;
    if (!app.settled() && !crashed) {
      // A lost machine is no fault of the version: it may start anew elsewhere, but not for ever.
      boolean outage = !seen.reached() && isOver(update, update.unsettledSince(), OUTAGE);
      if (outage) {
        update.note("Visitors do not get through: " + seen.evidence());
      }
      return outage || crashLoop(update) || over(update, update.unsettledSince(), app)
          ? Outcome.FAILED
          : Outcome.NOT_YET;
    }
    Visits all = update.probes().plus(seen.reached() && !crashed, seen.took());
    update.probed(all);
    if (!seen.reached()) {
      update.note("A visitor did not get through: " + seen.evidence());
    }
    return switch (all.against(update.baseline(), update.probesWanted(), settings.fastEnough())) {
      case MORE -> Outcome.NOT_YET;
      case GOOD -> Outcome.DONE;
      case FAILED -> {
        update.note(all.failures() + " of " + all.count() + " probes failed.");
        yield Outcome.FAILED;
      }
      case SLOW -> {
        update.note(
            "Visitors wait "
                + all.slow()
                + " ms, and at most "
                + Visits.slowest(update.baseline(), settings.fastEnough())
                + " ms is as good as before.");
        yield Outcome.FAILED;
      }
    };
  }

  /** A visitor who does not get through tries once more. A worker has none. */
  private SiteProbe.Seen visit(ServiceUpdate update) {
    if (update.host() == null) {
      return new SiteProbe.Seen(true, Duration.ZERO, "");
    }
    SiteProbe.Seen seen = sites.probe(update.host());
    return seen.reached() ? seen : sites.probe(update.host());
  }

  private static boolean runs(ServiceUpdate update, Optional<AppStatus> found, String image) {
    if (found.isEmpty()) {
      update.note("The app " + update.app() + " has vanished from the hosting platform.");
      return false;
    }
    if (!found.get().image().equals(image)) {
      update.note(
          "The app "
              + update.app()
              + " is to run "
              + found.get().image()
              + " now and not "
              + image
              + ": somebody else has changed it.");
      return false;
    }
    return true;
  }

  private static boolean crashLoop(ServiceUpdate update) {
    return update.failures() >= CRASH_LOOP;
  }

  private boolean over(ServiceUpdate update, Instant since, AppStatus app) {
    boolean over = isOver(update, since, 1);
    if (over) {
      update.note(
          "It did not run within "
              + update.deployWithin()
              + ", so it was given up: "
              + AppTrouble.of(app)
              + ".");
    }
    return over;
  }

  private boolean isOver(ServiceUpdate update, Instant since, int part) {
    Duration deadline = Duration.parse(update.deployWithin()).dividedBy(part);
    Duration paced = pace.of(deadline);
    Duration shortest = deadline.compareTo(SHORTEST_DEADLINE) < 0 ? deadline : SHORTEST_DEADLINE;
    return !clock.instant().isBefore(since.plus(paced.compareTo(shortest) < 0 ? shortest : paced));
  }

  /** What was seen. */
  enum Outcome {
    DONE,
    NOT_YET,
    FAILED
  }
}
