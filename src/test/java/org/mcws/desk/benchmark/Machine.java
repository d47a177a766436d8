package org.mcws.desk.benchmark;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.camunda.bpm.engine.ProcessEngine;

/**
 * Where and with what a run took place.
 *
 * @param load of the machine in the minute before: above 0.1 or so somebody else was at work
 */
record Machine(
    Instant date,
    String commit,
    int processors,
    String processor,
    long memoryMiB,
    double load,
    String system,
    String java,
    String collector,
    long heapLimitMiB,
    String camunda,
    String postgres) {

  static Machine here(String postgres) {
    var os =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return new Machine(
        Instant.now().truncatedTo(ChronoUnit.SECONDS),
        readCommit(),
        os.getAvailableProcessors(),
        readProcessor(),
        os.getTotalMemorySize() >> 20,
        os.getSystemLoadAverage(),
        os.getName() + " " + os.getVersion() + " " + os.getArch(),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
        ManagementFactory.getGarbageCollectorMXBeans().get(0).getName(),
        Runtime.getRuntime().maxMemory() >> 20,
        ProcessEngine.class.getPackage().getImplementationVersion(),
        postgres);
  }

  String sentence() {
    return "Measured on %s at commit %s: %d processors (%s), %d MiB memory, load before %.2f; %s; %s, %s, heap limit %d MiB; Camunda %s; PostgreSQL %s."
        .formatted(
            date,
            commit,
            processors,
            processor,
            memoryMiB,
            load,
            system,
            java,
            collector,
            heapLimitMiB,
            camunda,
            postgres);
  }

  private static String readProcessor() {
    try {
      return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }

  private static String readCommit() {
    try {
      Process git =
          new ProcessBuilder(List.of("git", "describe", "--always", "--dirty"))
              .redirectErrorStream(true)
              .start();
      String text = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return git.waitFor() == 0 ? text.strip() : "unknown";
    } catch (IOException e) {
      return "unknown";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "unknown";
    }
  }
}
