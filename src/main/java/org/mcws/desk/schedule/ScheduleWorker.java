package org.mcws.desk.schedule;

import java.util.function.BooleanSupplier;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Works off what is due, each step in a transaction of its own, side by side with other nodes. */
@Component
class ScheduleWorker {

  /** So that nothing else of the node has to wait for long. */
  private static final int AT_ONCE = 50;

  private final DueRuns due;
  private final RunWatch watch;
  private final TransactionTemplate transaction;

  ScheduleWorker(DueRuns due, RunWatch watch, TransactionTemplate transaction) {
    this.due = due;
    this.watch = watch;
    this.transaction = transaction;
  }

  @Scheduled(fixedDelayString = "${desk.schedule.every:PT2S}")
  void work() {
    workOff(due::orderNext);
    workOff(watch::next);
  }

  private void workOff(BooleanSupplier step) {
    int done = 0;
    while (done < AT_ONCE
        && Boolean.TRUE.equals(transaction.execute(status -> step.getAsBoolean()))) {
      done++;
    }
  }
}
