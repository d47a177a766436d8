package org.mcws.desk.schedule;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Works off what is due, each step in a transaction of its own, side by side with other nodes. What
 * cannot be worked off is put off, so that nothing else waits for it.
 */
@Component
class ScheduleWorker {

  private static final Logger log = LoggerFactory.getLogger(ScheduleWorker.class);

  /** So that nothing else of the node has to wait for long. */
  private static final int AT_ONCE = 50;

  /** A run that has ended takes three steps in a row. */
  private static final int STEPS = 4;

  /** A platform that did not answer so often in a row is let alone until the next time. */
  private static final int MOST_SILENT = 3;

  private static final Duration LATER = Duration.ofMinutes(1);

  private final Schedules schedules;
  private final ScheduledRuns runs;
  private final DueRuns due;
  private final RunWatch watch;
  private final TransactionTemplate transaction;
  private final Clock clock;

  ScheduleWorker(
      Schedules schedules,
      ScheduledRuns runs,
      DueRuns due,
      RunWatch watch,
      TransactionTemplate transaction,
      Clock clock) {
    this.schedules = schedules;
    this.runs = runs;
    this.due = due;
    this.watch = watch;
    this.transaction = transaction;
    this.clock = clock;
  }

  @Scheduled(fixedDelayString = "${desk.schedule.every:PT2S}")
  void work() {
    Instant now = clock.instant();
    workOff(
        schedules.due(now, AT_ONCE),
        service -> {
          due.orderDue(service, now);
          return true;
        },
        service -> schedules.putOff(service, now.plus(LATER)));
    boolean answering = true;
    for (int step = 0; step < STEPS && answering; step++) {
      answering = workOff(runs.due(now, AT_ONCE), watch::advance, watch::putOff);
    }
  }

  /**
   * @return false if the platform does not answer
   */
  private <T> boolean workOff(List<T> all, Predicate<T> step, Consumer<T> putOff) {
    int silent = 0;
    for (T one : all) {
      try {
        boolean answered = Boolean.TRUE.equals(transaction.execute(status -> step.test(one)));
        silent = answered ? 0 : silent + 1;
        if (silent == MOST_SILENT) {
          return false;
        }
      } catch (RuntimeException e) {
        log.error("{} is put off", one, e);
        transaction.executeWithoutResult(status -> putOff.accept(one));
      }
    }
    return true;
  }
}
