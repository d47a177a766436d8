package org.mcws.desk.benchmark;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for what a run must bring about. */
final class Waiting {

  private static final Duration SHORT = Duration.ofSeconds(30);
  private static final int LOOKS = 500;

  private Waiting() {}

  static void until(String what, Callable<Boolean> condition) {
    until(what, SHORT, condition);
  }

  static void until(String what, Duration patience, Callable<Boolean> condition) {
    // The longer it may take, the more seldom it looks: looking costs, too.
    await(what)
        .atMost(patience)
        .pollDelay(Duration.ZERO)
        .pollInterval(patience.dividedBy(LOOKS))
        .until(condition);
  }
}
