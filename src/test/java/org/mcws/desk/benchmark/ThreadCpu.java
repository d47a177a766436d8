package org.mcws.desk.benchmark;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * What this process computes, divided among those who share it by the names of their threads. It
 * looks every half second, since a thread takes its figure with it when it ends.
 */
final class ThreadCpu implements AutoCloseable {

  /** Threads of the benchmark itself are named like this. */
  static final String CALLER = "bench-";

  private static final Pattern SANDBOX =
      Pattern.compile(
          "sandbox-.*|HTTP-Dispatcher|idle-timeout-task|I/O (listener|server dispatch).*"
              + "|.*(smtp|imap|greenmail).*",
          Pattern.CASE_INSENSITIVE);
  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final long processAtStart = PROCESS.getProcessCpuTime();
  private final Map<Long, Long> atStart = new HashMap<>();
  private final Map<Long, Long> sandbox = new HashMap<>();
  private final Map<Long, Long> callers = new HashMap<>();
  private final ScheduledExecutorService sampler =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, CALLER + "thread-cpu");
            thread.setDaemon(true);
            return thread;
          });

  private ThreadCpu() {}

  /**
   * In milliseconds.
   *
   * @param rest of all that is not the others': the desk, the JVM itself, the bare engine
   */
  record Reading(double rest, double sandbox, double callers) {}

  static ThreadCpu watch() {
    ThreadCpu cpu = new ThreadCpu();
    for (long id : THREADS.getAllThreadIds()) {
      cpu.atStart.put(id, Math.max(0, THREADS.getThreadCpuTime(id)));
    }
    cpu.sampler.scheduleWithFixedDelay(cpu::look, 500, 500, TimeUnit.MILLISECONDS);
    return cpu;
  }

  synchronized Reading read() {
    look();
    double all = (PROCESS.getProcessCpuTime() - processAtStart) / 1e6;
    double ofSandbox = sum(sandbox);
    double ofCallers = sum(callers);
    return new Reading(all - ofSandbox - ofCallers, ofSandbox, ofCallers);
  }

  @Override
  public void close() {
    sampler.shutdownNow();
  }

  private synchronized void look() {
    for (ThreadInfo thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
      if (thread == null) {
        continue;
      }
      String name = thread.getThreadName();
      Map<Long, Long> group =
          SANDBOX.matcher(name).matches() ? sandbox : name.startsWith(CALLER) ? callers : null;
      long used = THREADS.getThreadCpuTime(thread.getThreadId());
      if (group != null && used >= 0) {
        group.put(thread.getThreadId(), used - atStart.getOrDefault(thread.getThreadId(), 0L));
      }
    }
  }

  private static double sum(Map<Long, Long> nanos) {
    return nanos.values().stream().mapToLong(Long::longValue).sum() / 1e6;
  }
}
