package org.mcws.desk.schedule;

import java.time.Instant;
import org.springframework.stereotype.Component;

/** Orders the runs whose time has come. */
@Component
class DueRuns {

  private static final String TIMETABLE = "timetable";

  /** What a community may have going at once by one service. */
  private static final int MOST_OPEN = 10;

  /** How many that were left out are remembered. */
  private static final int KEPT = 50;

  private final Schedules schedules;
  private final ScheduledRuns runs;

  DueRuns(Schedules schedules, ScheduledRuns runs) {
    this.schedules = schedules;
    this.runs = runs;
  }

  /**
   * Orders a run if one is due. What was missed while no desk ran is made good by one run. Changes
   * the schedule, which others must not.
   */
  void orderDue(String service, Instant now) {
    schedules.lockDue(service, now).ifPresent(schedule -> orderDue(schedule, now));
  }

  /**
   * @param schedule with its lock
   */
  void orderDue(Schedule schedule, Instant now) {
    schedule
        .nextAt()
        .filter(next -> !next.isAfter(now))
        .ifPresent(
            next -> {
              order(schedule, next, TIMETABLE, now);
              schedule.moveOn(now);
            });
  }

  /**
   * @param schedule with its lock
   */
  ScheduledRun order(Schedule schedule, Instant due, String by, Instant now) {
    String service = schedule.service();
    Overlap overlap = schedule.timetable().overlap();
    long open = runs.countByServiceAndStateIn(service, ScheduledRun.OPEN);
    if (open > 0 && overlap == Overlap.SKIP) {
      return skip(service, due, by, "The run before had not ended.", now);
    }
    if (open >= MOST_OPEN && overlap == Overlap.ALLOW) {
      return skip(service, due, by, MOST_OPEN + " runs had not ended, and more are too many.", now);
    }
    if (open > 0 && overlap == Overlap.REPLACE) {
      runs.stopAll(service, "The next run took its place.", now, ScheduledRun.OPEN);
    }
    return runs.save(ScheduledRun.ordered(service, due, by, now));
  }

  private ScheduledRun skip(String service, Instant due, String by, String why, Instant now) {
    ScheduledRun run = runs.save(ScheduledRun.skipped(service, due, by, why, now));
    runs.forgetOld(service, true, KEPT);
    return run;
  }
}
