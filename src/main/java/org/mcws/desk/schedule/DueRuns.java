package org.mcws.desk.schedule;

import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Orders the runs whose time has come. */
@Component
class DueRuns {

  private static final String TIMETABLE = "timetable";

  private final Schedules schedules;
  private final ScheduledRuns runs;
  private final Clock clock;

  DueRuns(Schedules schedules, ScheduledRuns runs, Clock clock) {
    this.schedules = schedules;
    this.runs = runs;
    this.clock = clock;
  }

  /**
   * Orders the run that is due longest. What was missed while no desk ran is made good by one run.
   *
   * @return whether there was one
   */
  boolean orderNext() {
    Instant now = clock.instant();
    return schedules
        .lockDue(now)
        .map(
            schedule -> {
              order(schedule, schedule.nextAt().orElseThrow(), TIMETABLE, now);
              schedule.moveOn(now);
              return true;
            })
        .orElse(false);
  }

  /**
   * @param schedule with its lock
   */
  ScheduledRun order(Schedule schedule, Instant due, String by, Instant now) {
    String service = schedule.service();
    if (runs.existsByServiceAndStateIn(service, ScheduledRun.OPEN)) {
      switch (schedule.timetable().overlap()) {
        case SKIP -> {
          return runs.save(ScheduledRun.skipped(service, due, by, now));
        }
        case REPLACE ->
            runs.stopAll(service, "The next run took its place.", now, ScheduledRun.OPEN);
        default -> {
          // They may run side by side.
        }
      }
    }
    return runs.save(ScheduledRun.ordered(service, due, by, now));
  }
}
