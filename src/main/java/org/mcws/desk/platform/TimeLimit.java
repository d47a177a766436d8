package org.mcws.desk.platform;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * How long a talk with a stranger's server may take as a whole. The time-outs of sockets hold for
 * one read each, so a server that sends a byte now and then keeps within them for ever.
 */
public final class TimeLimit {

  private static final ScheduledThreadPoolExecutor CLOCK = clock();

  private final Future<?> end;
  private volatile boolean over;

  private TimeLimit(Duration length, Runnable cut) {
    this.end =
        CLOCK.schedule(
            () -> {
              over = true;
              cut.run();
            },
            length.toNanos(),
            TimeUnit.NANOSECONDS);
  }

  /**
   * Sets a limit from now on, until it is lifted.
   *
   * @param cut what makes the talk fail in the thread that is in it, such as closing its socket; it
   *     must return at once
   */
  public static TimeLimit of(Duration length, Runnable cut) {
    return new TimeLimit(length, cut);
  }

  /** Whether the time was up before the limit was lifted. */
  public boolean isOver() {
    return over;
  }

  /** The talk has come to its end. */
  public void lift() {
    end.cancel(false);
  }

  private static ScheduledThreadPoolExecutor clock() {
    ScheduledThreadPoolExecutor clock =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread thread = new Thread(work, "time-limits");
              thread.setDaemon(true);
              return thread;
            });
    // Else what was lifted long ago would wait here with all that it holds.
    clock.setRemoveOnCancelPolicy(true);
    return clock;
  }
}
