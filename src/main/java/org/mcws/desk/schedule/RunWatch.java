package org.mcws.desk.schedule;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.mcws.desk.inventory.DeliveredService;
import org.mcws.desk.inventory.Inventory;
import org.mcws.desk.platform.PlatformRefusal;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.hosting.Run;
import org.mcws.desk.platform.hosting.Runs;
import org.mcws.desk.schedule.ScheduledRun.State;
import org.springframework.stereotype.Component;

/**
 * Takes runs from their order to their end, one step at a time: begin, watch, read what was
 * printed, remove from the platform. Each step may be repeated, so a node may die in any of them; a
 * run is removed only when it is on record how it has ended, so none begins twice.
 */
@Component
class RunWatch {

  private static final Duration OFTEN = Duration.ofSeconds(2);
  private static final Duration SELDOM = Duration.ofSeconds(30);

  /** Who waits for the end of a long run waits this part of it longer. */
  private static final int PART = 20;

  /** For so long is asked what a run has printed, whose machine may not come back. */
  private static final Duration OUTPUT_WITHIN = Duration.ofMinutes(10);

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
   * Does the next step of the run that has waited longest for it.
   *
   * @return whether there was one, and the platform answered
   */
  boolean next() {
    Instant now = clock.instant();
    Optional<ScheduledRun> due = runs.lockDue(now);
    if (due.isEmpty()) {
      return false;
    }
    ScheduledRun run = due.get();
    try {
      advance(run, inventory.find(run.service()).orElseThrow(), now);
      return true;
    } catch (PlatformUnavailable silence) {
      run.lookAgain(silence.getMessage(), now.plus(SELDOM));
      return false;
    }
  }

  private void advance(ScheduledRun run, DeliveredService service, Instant now) {
    String app = service.appId();
    if (ScheduledRun.OPEN.contains(run.state()) && run.stopReason().isPresent()) {
      run.end(State.STOPPED, null, run.stopReason().get(), now);
    } else if (run.state() == State.ORDERED) {
      begin(run, app, now);
    } else if (run.state() == State.STARTED) {
      watch(run, app, now);
    } else if (run.output().isEmpty()) {
      read(run, service, now);
    } else {
      platform.remove(app, run.name());
      run.forget();
      runs.deleteByIdIn(runs.older(run.service(), KEPT));
    }
  }

  private void begin(ScheduledRun run, String app, Instant now) {
    Overlap overlap = schedules.findById(run.service()).orElseThrow().timetable().overlap();
    if (overlap != Overlap.ALLOW && runs.isOccupied(run.service(), run.id(), run.dueAt())) {
      run.lookAgain("It waits for the end of the run before.", now.plus(OFTEN));
      return;
    }
    try {
      platform.start(app, run.name());
      run.start(now);
      run.lookAgain(null, now.plus(OFTEN));
    } catch (PlatformRefusal refusal) {
      run.end(State.FAILED, null, refusal.getMessage(), now);
    }
  }

  private void watch(ScheduledRun run, String app, Instant now) {
    Optional<Run> found = platform.find(app, run.name());
    Duration since = Duration.between(run.startedAt(), now);
    if (found.isEmpty()) {
      run.end(State.FAILED, null, "Somebody has removed it from the hosting platform.", now);
    } else if (found.get().hasEnded()) {
      State how = found.get().state() == Run.State.SUCCEEDED ? State.SUCCEEDED : State.FAILED;
      run.end(how, found.get().exitCode().orElse(null), found.get().message(), now);
    } else if (since.compareTo(settings.longestRun()) >= 0) {
      run.end(
          State.FAILED,
          null,
          "It had not ended after " + settings.longestRun() + " and was stopped.",
          now);
    } else {
      Duration part = since.dividedBy(PART);
      Duration pause = part.compareTo(OFTEN) < 0 ? OFTEN : part;
      run.lookAgain(found.get().message(), now.plus(pause.compareTo(SELDOM) > 0 ? SELDOM : pause));
    }
  }

  private void read(ScheduledRun run, DeliveredService service, Instant now) {
    try {
      run.printed(platform.output(service.appId(), run.name()));
    } catch (PlatformUnavailable silence) {
      if (now.isBefore(run.endedAt().plus(OUTPUT_WITHIN))) {
        throw silence;
      }
      run.printed("What it has printed could not be read: " + silence.getMessage());
    }
    boolean failedBefore =
        runs.stateBefore(run.service(), run.id()).filter("FAILED"::equals).isPresent();
    if (run.state() == State.FAILED && !failedBefore) {
      mail.failed(run, service);
    } else if (run.state() == State.SUCCEEDED && failedBefore) {
      mail.wellAgain(run, service);
    }
  }
}
