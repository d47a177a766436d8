package org.mcws.desk.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.mcws.desk.platform.hosting.marathon.SandboxRig;
import org.mcws.desk.sandbox.marathon.MarathonSandboxSettings;

/**
 * What the sandbox's hosting platform costs, so that a growing cost of the desk is not the
 * platform's: an app's creation, a new image, a look at the app and a visit.
 */
@ExtendWith(QuietLog.class)
class SandboxBenchmark {

  private static final int AT_ONCE = 50;

  @TempDir Path folder;

  @Test
  void costsTheSamePerAppHoweverManyThereAre() {
    Machine machine = Machine.here("none");
    Table costs =
        new Table(
            "Per app",
            "apps",
            "create ms",
            "new image ms",
            "CPU ms for both",
            "show ms p50",
            "visit ms p50",
            "heap kB",
            "threads (all)");
    Report report = new Report("sandbox", "The sandbox's Marathon, Mesos and edge");
    // The first is for the compiler to get warm.
    measure(100, new Table("", ""));
    for (int apps : Sizes.services()) {
      measure(apps, costs);
    }
    report.add(costs).publish(machine);
  }

  private void measure(int apps, Table costs) {
    MarathonSandboxSettings settings =
        MarathonSandboxSettings.onFreePorts()
            .withSpeed(Duration.ofMillis(50), 0.01)
            .withAgents(Math.max(3, apps / 50));
    double heapBefore = used();
    try (SandboxRig rig = new SandboxRig(settings, folder.resolve("apps-" + apps))) {
      try (ThreadCpu cpu = ThreadCpu.watch()) {
        double create = timed(rig, apps, 1);
        double update = timed(rig, apps, 2);
        ThreadCpu.Reading computed = cpu.read();
        Latencies show = new Latencies();
        Latencies visit = new Latencies();
        for (int i = 0; i < 100; i++) {
          int app = i * (apps / 100);
          String id = id(app);
          JsonNode shown = show.time(() -> rig.json("GET", "/v2/apps" + id, null)).path("app");
          assertThat(shown.at("/container/docker/image").asText()).isEqualTo("site:2");
          String page = visit.time(() -> rig.visit("app-" + app + ".example", "/"));
          assertThat(page).startsWith("HTTP/1.1 200").contains("site:2");
        }
        double heap = used() - heapBefore;
        costs.row(
            apps,
            create / apps,
            update / apps,
            (computed.rest() + computed.sandbox()) / apps,
            show.summary().p50(),
            visit.summary().p50(),
            heap / apps / 1000,
            ManagementFactory.getThreadMXBean().getThreadCount());
      }
    }
  }

  /** Brings all apps to a version, so many at a time, and waits for the last. */
  private static double timed(SandboxRig rig, int apps, int version) {
    long start = System.nanoTime();
    for (int from = 0; from < apps; from += AT_ONCE) {
      int to = Math.min(apps, from + AT_ONCE);
      for (int i = from; i < to; i++) {
        assertThat(rig.marathon("PUT", "/v2/apps" + id(i), site(i, version)).statusCode())
            .isLessThan(300);
      }
      Waiting.until("deployments end", () -> rig.json("GET", "/v2/deployments", null).isEmpty());
    }
    return (System.nanoTime() - start) / 1e6;
  }

  private static String id(int app) {
    return "/c" + app / 5 + "/app-" + app;
  }

  private static String site(int app, int version) {
    return """
        {"id":"%s","instances":1,"cpus":0.5,"mem":256,
         "networks":[{"mode":"container/bridge"}],
         "container":{"type":"DOCKER","docker":{"image":"site:%d"},
          "portMappings":[{"containerPort":80,"servicePort":%d}]},
         "labels":{"HAPROXY_GROUP":"external","HAPROXY_0_VHOST":"app-%d.example"},
         "healthChecks":[{"protocol":"HTTP","path":"/","gracePeriodSeconds":1,
          "intervalSeconds":1}]}
        """
        .formatted(id(app), version, 10_000 + app, app);
  }

  private static double used() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
