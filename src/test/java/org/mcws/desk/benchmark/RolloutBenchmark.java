package org.mcws.desk.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A security update of all services, from the advisory to the last report, over more and more
 * services; and what the bare engine costs on the same machine and the same PostgreSQL.
 */
@ExtendWith(QuietLog.class)
class RolloutBenchmark {

  private static final String PACE = "0.008";
  private static final int FIRST_PATCH = 3;

  private final Report report =
      new Report("rollout", "A security update, from the advisory to the last report");

  @Test
  void rollsOutToAllServices() {
    try (PostgresServer postgres = new PostgresServer()) {
      Machine machine = Machine.here(postgres.version());
      List<Integer> sizes = Sizes.services();
      int largest = sizes.get(sizes.size() - 1);
      Map<Integer, Cost> perService = new LinkedHashMap<>();
      Database database = postgres.create("rollouts");
      Shape shape;
      try (DeskUnderLoad desk =
          new DeskUnderLoad(
              database,
              Math.max(3, largest / 50),
              "desk.pace=" + PACE,
              "desk.sandbox.task-start=PT0.05S",
              DeskUnderLoad.WITHOUT_PROBES)) {
        shape = rollOut(desk, database, sizes, perService);
      }
      Cost bare = bare(postgres, shape);
      compare(perService, bare);
      report.publish(machine);
    }
  }

  /** All rollouts, each over as many services as the desk has by then. */
  private Shape rollOut(
      DeskUnderLoad desk, Database database, List<Integer> sizes, Map<Integer, Cost> perService) {
    Population population = new Population(desk);
    Table costs = Table.ofCosts("For each service", "services");
    Table times =
        new Table(
            "In all",
            "services",
            "minutes",
            "services/s",
            "owners' answers",
            "answer ms p50",
            "p95");
    Meter meter = new Meter(database);
    List<Rollout> done = new ArrayList<>();
    int patch = FIRST_PATCH;
    population.growTo(sizes.get(0), image(FIRST_PATCH));
    // The first is for the compiler and the caches to get warm.
    done.add(Rollout.run(desk, population, ++patch));
    Shape shape = null;
    for (int size : sizes) {
      population.growTo(size, image(FIRST_PATCH));
      desk.jdbc().execute("analyze");
      database.forgetStatements();
      Trace before = Trace.of(database, desk.jdbc());
      int next = ++patch;
      Rollout[] rollout = new Rollout[1];
      Cost cost = meter.cost(() -> rollout[0] = Rollout.run(desk, population, next));
      done.add(rollout[0]);
      perService.put(size, cost.per(size));
      costs.row(String.valueOf(size), cost.per(size));
      Latencies.Summary answers = rollout[0].answers();
      times.row(
          size,
          cost.wallMs() / 60_000,
          size / (cost.wallMs() / 1000),
          answers.count(),
          answers.p50(),
          answers.p95());
      report.figure("services-" + size, cost);
      Trace trace = Trace.of(database, desk.jdbc()).minus(before);
      shape = trace.shape(population.communities().size());
      if (size == sizes.get(sizes.size() - 1)) {
        report
            .add(costs)
            .add(times)
            .add(trace.table(size))
            .add(Table.ofStatements("Dearest statements at " + size, database.dearest(25)));
      }
      rollout[0].check(done);
    }
    return shape;
  }

  private Cost bare(PostgresServer postgres, Shape shape) {
    Database database = postgres.create("bare");
    Meter meter = new Meter(database);
    try (BareEngine engine = new BareEngine(database)) {
      Cost anchor = engine.measure(Shape.ANCHOR, Sizes.instances(), meter);
      int weight = Math.max(1, shape.transactions() / Shape.ANCHOR.transactions());
      Cost same = engine.measure(shape, Math.max(50, Sizes.instances() / weight), meter);
      Cost each = same.per(Population.SERVICES_EACH);
      report
          .add(
              Table.ofCosts("The bare engine in the same run", "what")
                  .row("anchor, an instance: " + Shape.ANCHOR, anchor)
                  .row("as many waits and steps as a community, an instance: " + shape, same)
                  .row("of that, for each service", each))
          .figure("bare-anchor", anchor)
          .figure("bare-shape", shape)
          .figure("bare-per-service", each);
      return each;
    }
  }

  private void compare(Map<Integer, Cost> perService, Cost bare) {
    Cost first = perService.values().iterator().next();
    Table table =
        new Table(
            "Compared",
            "services",
            "CPU ms (JVM and PostgreSQL)",
            "CPU to smallest",
            "transactions to smallest",
            "statements to smallest",
            "WAL to smallest",
            "bare engine's CPU as a share",
            "bare engine's statements as a share");
    perService.forEach(
        (size, cost) ->
            table.row(
                size,
                cost.cpuMs(),
                cost.cpuMs() / first.cpuMs(),
                cost.transactions() / first.transactions(),
                cost.statements() / first.statements(),
                cost.walBytes() / first.walBytes(),
                bare.cpuMs() / cost.cpuMs(),
                bare.statements() / cost.statements()));
    report.add(table);
    assertThat(perService).isNotEmpty();
  }

  static String image(int patch) {
    return "wordpress:6.8." + patch + "-php8.3-apache";
  }
}
