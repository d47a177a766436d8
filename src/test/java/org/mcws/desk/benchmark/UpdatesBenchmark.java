package org.mcws.desk.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the update of a service costs by itself, without a rollout and without a question. */
@ExtendWith(QuietLog.class)
class UpdatesBenchmark {

  private static final String PROCESS = "service-update";

  @Test
  void updatesServices() {
    int services = Integer.getInteger("bench.updates", 500);
    try (PostgresServer postgres = new PostgresServer()) {
      Machine machine = Machine.here(postgres.version());
      Database database = postgres.create("updates");
      try (DeskUnderLoad desk =
          new DeskUnderLoad(
              database,
              Math.max(3, services / 50),
              "desk.pace=" + DeskUnderLoad.PACE,
              "desk.sandbox.task-start=PT0.05S",
              DeskUnderLoad.WITHOUT_PROBES)) {
        Population population = new Population(desk);
        population.growTo(services, image(3));
        update(desk, population.sites().subList(0, services / 5), image(4));
        database.forgetStatements();
        Meter meter = new Meter(database);
        Cost cost = meter.cost(() -> update(desk, population.sites(), image(5)));

        assertThat(population.images()).containsExactly(image(5));
        assertThat(desk.bean(ManagementService.class).createJobQuery().noRetriesLeft().count())
            .isZero();
        new Report("updates", "Updates of services, all started at once")
            .add(
                Table.ofCosts("For each service", "services")
                    .row(String.valueOf(services), cost.per(services)))
            .add(Table.ofStatements("Dearest statements", database.dearest(25)))
            .figure("services", services)
            .figure("total", cost)
            .publish(machine);
      }
    }
  }

  private static void update(DeskUnderLoad desk, List<Population.Site> sites, String image) {
    HistoryService history = desk.bean(HistoryService.class);
    long before =
        history
            .createHistoricProcessInstanceQuery()
            .processDefinitionKey(PROCESS)
            .finished()
            .count();
    for (Population.Site site : sites) {
      VariableMap order =
          Variables.createVariables()
              .putValueTyped("serviceId", Variables.stringValue(site.id(), true))
              .putValueTyped("image", Variables.stringValue(image, true))
              .putValueTyped("reason", Variables.stringValue("Benchmark", true))
              .putValueTyped("subject", Variables.stringValue("benchmark/1", true))
              .putValueTyped("riskClass", Variables.stringValue("R1", true));
      desk.bean(RuntimeService.class)
          .createProcessInstanceByKey(PROCESS)
          .setVariables(order)
          .execute();
    }
    Waiting.until(
        "all updates end",
        Duration.ofMinutes(30),
        () ->
            history
                    .createHistoricProcessInstanceQuery()
                    .processDefinitionKey(PROCESS)
                    .finished()
                    .count()
                >= before + sites.size());
  }

  private static String image(int patch) {
    return "wordpress:6.8." + patch + "-php8.3-apache";
  }
}
