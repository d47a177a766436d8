package org.mcws.desk.rollout;

import java.time.Duration;
import java.util.List;

/**
 * How a rollout of a risk class spreads, as {@code rollout-rings.dmn} says; durations at the desk's
 * pace.
 *
 * @param canary how many services the first ring has at most
 * @param rings how many percent of all services each further ring ends at
 * @param bake how long a ring is watched
 * @param answersWithin how long rings wait for answers
 * @param lookAgain how often a ring is looked at
 * @param parallel how many updates run at once at most
 * @param haltFailures as many failures in a ring halt the rollout
 * @param haltShare a greater share of a ring's services halts it, too
 * @param sample how many services of a ring are probed after it was watched
 * @param finishWithin when Ops are told who is missing
 * @param opsReminder how often Ops are reminded, an ISO 8601 cycle
 */
record RingPolicy(
    int canary,
    List<Integer> rings,
    Duration bake,
    Duration answersWithin,
    Duration lookAgain,
    int parallel,
    int haltFailures,
    double haltShare,
    int sample,
    Duration finishWithin,
    String opsReminder) {

  /** Whether so many failures among so many are too many. */
  static boolean isTooMuch(int failures, int of, int haltFailures, double haltShare) {
    return failures > 0 && (failures >= haltFailures || failures > haltShare * of);
  }
}
