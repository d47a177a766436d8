package org.mcws.desk.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What Camunda costs without the desk. */
@ExtendWith(QuietLog.class)
class BareEngineBenchmark {

  @Test
  void fiveJobsATaskAndATimer() {
    try (PostgresServer postgres = new PostgresServer()) {
      Machine machine = Machine.here(postgres.version());
      Database database = postgres.create("bare");
      Report report = new Report("bare-engine", "The bare engine");
      try (BareEngine engine = new BareEngine(database)) {
        Cost cost = engine.measure(Shape.ANCHOR, Sizes.instances(), new Meter(database));
        report
            .add(
                Table.ofCosts("One instance: five async steps, a user task, a timer", "shape")
                    .row("anchor", cost))
            .add(
                new Table("Throughput", "shape", "instances/s").row("anchor", 1000 / cost.wallMs()))
            .add(Table.ofStatements("Dearest statements", database.dearest(10)))
            .figure("anchor", cost);
        report.publish(machine);
        assertThat(cost.transactions()).isBetween(7.0, 10.0);
      }
    }
  }
}
