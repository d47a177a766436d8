package org.mcws.desk.schedule;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.mcws.desk.inventory.DeliveredService;
import org.mcws.desk.inventory.Inventory;
import org.mcws.desk.platform.PlatformRefusal;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.hosting.Run;
import org.mcws.desk.platform.hosting.Runs;
import org.mcws.desk.schedule.ScheduledRun.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Takes runs from their order to their end, one step at a time: begin, watch, remove from the
 * platform, read what was printed (before that, where it would be gone then). Each step may be
 * repeated, so a node may die in any of them; a run is removed only when it is on record how it has
 * ended, so none begins twice.
 */
@Component
class RunWatch {

  private static final Logger log = LoggerFactory.getLogger(RunWatch.class);

  private static final Duration OFTEN = Duration.ofSeconds(2);
  private static final Duration SELDOM = Duration.ofSeconds(30);

  /** Who waits for the end of a long run waits this part of it longer. */
  private static final int PART = 20;

  /** For so long is asked what a run has printed, whose machine may be gone. */
  private static final Duration OUTPUT_WITHIN = Duration.ofMinutes(1);

  /** How many runs of a service are remembered. */
  private static final int KEPT = 50;

  private final ScheduledRuns runs;
  private final Schedules schedules;
  private final Inventory inventory;
  private final Runs platform;
  private final ScheduleMail mail;
  private final ScheduleSettings settings;
  private final Clock clock;

  RunWatch(
      ScheduledRuns runs,
      Schedules schedules,
      Inventory inventory,
      Runs platform,
      ScheduleMail mail,
      ScheduleSettings settings,
      Clock clock) {
    this.runs = runs;
    this.schedules = schedules;
    this.inventory = inventory;
    this.platform = platform;
    this.mail = mail;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Does the next step of a run if it is due.
   *
   * @return false if the platform did not answer
   */
  boolean advance(UUID id) {
    Instant now = clock.instant();
    return runs.lockDue(id, now)
        .map(run -> advance(run, inventory.find(run.service()).orElseThrow(), now))
        .orElse(true);
  }

  /** Something is wrong with a run that others must not wait for. */
  void putOff(UUID id) {
    Instant now = clock.instant();
    runs.lockDue(id, now).ifPresent(run -> run.lookAgain(now.plus(SELDOM)));
  }

  private boolean advance(ScheduledRun run, DeliveredService service, Instant now) {
    if (!ScheduledRun.OPEN.contains(run.state())) {
      return wind(run, service, now);
    }
    if (run.stopReason().isPresent()) {
      run.end(State.STOPPED, null, run.stopReason().get(), now);
      return true;
    }
    return run.state() == State.ORDERED
        ? begin(run, service.appId(), now)
        : watch(run, service.appId(), now);
  }

  private boolean begin(ScheduledRun run, String app, Instant now) {
    if (!now.isBefore(run.orderedAt().plus(settings.longestRun()))) {
      run.end(State.FAILED, null, "It could not begin within " + settings.longestRun() + ".", now);
      return true;
    }
    Overlap overlap = schedules.findById(run.service()).orElseThrow().timetable().overlap();
    if (overlap != Overlap.ALLOW && runs.isOccupied(run.service(), run.orderedAt(), run.id())) {
      run.goOn("It waits for the end of the run before.", now.plus(OFTEN));
      return true;
    }
    try {
      platform.start(app, run.name());
      run.start(now);
      run.lookAgain(now.plus(OFTEN));
      return true;
    } catch (PlatformRefusal refusal) {
      run.end(State.FAILED, null, refusal.getMessage(), now);
      return true;
    } catch (PlatformUnavailable silence) {
      log.warn("The run {} of {} does not begin yet.", run.id(), app, silence);
      run.goOn("The hosting platform does not answer; the desk tries again.", now.plus(SELDOM));
      return false;
    }
  }

  private boolean watch(ScheduledRun run, String app, Instant now) {
    Optional<Run> found;
    try {
      found = platform.find(app, run.name());
    } catch (PlatformUnavailable silence) {
      log.warn("How the run {} of {} fares is not known.", run.id(), app, silence);
      run.lookAgain(now.plus(SELDOM));
      return false;
    }
    if (found.isEmpty()) {
      run.end(State.FAILED, null, "Somebody has removed it from the hosting platform.", now);
    } else if (found.get().hasEnded()) {
      State how = found.get().state() == Run.State.SUCCEEDED ? State.SUCCEEDED : State.FAILED;
      run.end(how, found.get().exitCode().orElse(null), found.get().message(), now);
    } else if (!now.isBefore(run.startedAt().plus(settings.longestRun()))) {
      run.end(
          State.FAILED,
          null,
          "It had not ended after " + settings.longestRun() + " and was stopped.",
          now);
    } else {
      Duration part = Duration.between(run.startedAt(), now).dividedBy(PART);
      Duration pause = part.compareTo(OFTEN) < 0 ? OFTEN : part;
      run.goOn(found.get().message(), now.plus(pause.compareTo(SELDOM) > 0 ? SELDOM : pause));
    }
    return true;
  }

  /** What has ended is read and removed, in the order in which nothing is lost. */
  private boolean wind(ScheduledRun run, DeliveredService service, Instant now) {
    boolean unread = run.output().isEmpty();
    if (unread && !(platform.keepOutput() && run.isOnPlatform())) {
      return read(run, service, now);
    }
    if (run.isOnPlatform()) {
      return remove(run, service.appId(), now);
    }
    run.close();
    runs.forgetOld(run.service(), false, KEPT);
    return true;
  }

  private boolean read(ScheduledRun run, DeliveredService service, Instant now) {
    try {
      run.printed(platform.output(service.appId(), run.name()));
    } catch (PlatformUnavailable | PlatformRefusal silence) {
      log.warn("What the run {} of {} has printed is not known.", run.id(), service.id(), silence);
      // What may still go on is not let go on for that.
      boolean urgent = run.exitCode().isEmpty() && run.isOnPlatform();
      if (!urgent && now.isBefore(run.endedAt().plus(OUTPUT_WITHIN))) {
        run.lookAgain(now.plus(OFTEN));
        return false;
      }
      run.printed("What it has printed could not be read.");
    }
    tell(run, service);
    return true;
  }

  private void tell(ScheduledRun run, DeliveredService service) {
    boolean failedBefore =
        runs.stateBefore(run.service(), run.endedAt(), run.id())
            .filter(State.FAILED.name()::equals)
            .isPresent();
    if (run.state() == State.FAILED && !failedBefore) {
      mail.failed(run, service);
    } else if (run.state() == State.SUCCEEDED && failedBefore) {
      mail.wellAgain(run, service);
    }
  }

  private boolean remove(ScheduledRun run, String app, Instant now) {
    try {
      platform.remove(app, run.name());
      if (platform.find(app, run.name()).isEmpty()) {
        run.gone();
      } else {
        run.lookAgain(now.plus(OFTEN));
      }
      return true;
    } catch (PlatformUnavailable | PlatformRefusal silence) {
      log.warn("The run {} of {} is still on the platform.", run.id(), app, silence);
      run.lookAgain(now.plus(SELDOM));
      return false;
    }
  }
}
