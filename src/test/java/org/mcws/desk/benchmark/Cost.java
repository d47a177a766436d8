package org.mcws.desk.benchmark;

import java.time.Duration;

/**
 * What a piece of work cost.
 *
 * @param wallMs how long it took
 * @param deskCpuMs what this process computed, without the next two
 * @param sandboxCpuMs what the threads of the sandbox's servers computed
 * @param callersCpuMs what the benchmark's own threads computed, in the role of people and programs
 * @param postgresCpuMs what PostgreSQL computed; NaN where the system doesn't tell
 * @param transactions transactions that were begun in the database; nearly all are committed
 * @param statements SQL statements, without begin, commit and roll-back
 * @param walBytes what PostgreSQL wrote into its log
 * @param heapBytes the most that was left in use after a garbage collection
 */
record Cost(
    double wallMs,
    double deskCpuMs,
    double sandboxCpuMs,
    double callersCpuMs,
    double postgresCpuMs,
    double transactions,
    double statements,
    double walBytes,
    double heapBytes) {

  /** The same for each of so many units; the heap is that of all of them. */
  Cost per(long units) {
    return new Cost(
        wallMs / units,
        deskCpuMs / units,
        sandboxCpuMs / units,
        callersCpuMs / units,
        postgresCpuMs / units,
        transactions / units,
        statements / units,
        walBytes / units,
        heapBytes);
  }

  /** The same where the callers' threads did the measured work themselves. */
  Cost withCallersAsDesk() {
    return new Cost(
        wallMs,
        deskCpuMs + callersCpuMs,
        sandboxCpuMs,
        0,
        postgresCpuMs,
        transactions,
        statements,
        walBytes,
        heapBytes);
  }

  /** What desk and database computed together. */
  double cpuMs() {
    return deskCpuMs + postgresCpuMs;
  }

  Duration wall() {
    return Duration.ofNanos((long) (wallMs * 1_000_000));
  }
}
