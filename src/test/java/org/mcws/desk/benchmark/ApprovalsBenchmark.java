package org.mcws.desk.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.spin.plugin.variable.SpinValues;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * How long people wait while many approvals are open, each with its timers: the owner's task list,
 * answering, the lists of approvals.
 */
@ExtendWith(QuietLog.class)
class ApprovalsBenchmark {

  private static final String PROCESS = "owner-approval";
  private static final String WAITING_MAILS =
      "select count(*) from outbox_mail where state = 'WAITING' and next_attempt_at <= now()";
  private static final int EACH = 10;
  private static final int REPEATED = 300;
  private static final int STARTERS = 4;

  /** Which questions were put to which communities. */
  private final Set<String> asked = new HashSet<>();

  @Test
  void listsAndAnswers() {
    try (PostgresServer postgres = new PostgresServer()) {
      Machine machine = Machine.here(postgres.version());
      Table table =
          new Table(
              "Milliseconds, one person at a time",
              "open",
              "what",
              "p50",
              "p95",
              "longest",
              "statements",
              "PostgreSQL CPU ms",
              "JVM CPU ms");
      Report report = new Report("approvals", "Open approvals").add(table);
      Database database = postgres.create("approvals");
      try (DeskUnderLoad desk =
          new DeskUnderLoad(
              database, 3, "desk.sandbox.task-start=PT0.05S", DeskUnderLoad.WITHOUT_PROBES)) {
        Population population = new Population(desk);
        for (int open : Sizes.approvals()) {
          population.enterUpTo(open / EACH);
          ask(desk, population, open);
          database.forgetStatements();
          new Round(desk, population, database, table, open).run();
          report.add(Table.ofStatements("Dearest statements with " + open, database.dearest(12)));
        }
        assertThat(desk.bean(ManagementService.class).createJobQuery().noRetriesLeft().count())
            .isZero();
      }
      report.publish(machine);
    }
  }

  /** Until so many are open. */
  private void ask(DeskUnderLoad desk, Population population, int wanted) {
    RuntimeService runtime = desk.bean(RuntimeService.class);
    ExecutorService starters = Executors.newFixedThreadPool(STARTERS);
    List<Future<?>> started = new ArrayList<>();
    long open = open(desk);
    for (int n = 0; n < EACH; n++) {
      for (Population.Member community : population.communities()) {
        if (open < wanted && asked.add(community.slug() + "/" + n)) {
          open++;
          String question = question(community, n);
          started.add(
              starters.submit(
                  () ->
                      runtime
                          .createProcessInstanceByKey(PROCESS)
                          .setVariables(
                              Variables.createVariables()
                                  .putValueTyped(
                                      "question", SpinValues.jsonValue(question).create()))
                          .execute()));
        }
      }
    }
    try {
      for (Future<?> one : started) {
        one.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } finally {
      starters.shutdown();
    }
    Waiting.until(
        "all owners are asked and the desk is quiet",
        Duration.ofMinutes(30),
        () ->
            open(desk) == wanted
                && desk.bean(ManagementService.class).createJobQuery().executable().count() == 0
                && number(desk, WAITING_MAILS) == 0);
    desk.jdbc().execute("analyze");
  }

  private static long open(DeskUnderLoad desk) {
    return number(desk, "select count(*) from approval where ended_at is null");
  }

  private static long number(DeskUnderLoad desk, String query) {
    return desk.jdbc().queryForObject(query, Long.class);
  }

  private static String question(Population.Member community, int n) {
    return """
    {"community": "%s", "subject": "benchmark/%d", "kind": "security-update",
     "title": "CVE-2026-%d: WordPress 6.8.3", "detail": "Whoever can log in may run code.",
     "riskClass": "R3", "managedBy": "community", "destructive": false,
     "services": [{"id": "%s", "change": "wordpress:6.8.3 → wordpress:6.8.4"}]}
    """
        .formatted(community.slug(), n, 1000 + n, community.sites().get(0).id());
  }

  /** All measurements with so many open. */
  private record Round(
      DeskUnderLoad desk, Population population, Database database, Table table, int wanted) {

    void run() {
      Caller ops = desk.caller("ops", "ops");
      measure("owner's task list of 15 and its count", n -> tasks(owner(n)));
      measure("owner's approvals page", n -> owner(n).get("/api/approvals?state=open"));
      measure("Ops' approvals page", n -> ops.get("/api/approvals?state=open"));
      measure("Ops at a glance", n -> ops.page("/ops"));
      List<String> ids = new ArrayList<>();
      desk.jdbc()
          .query(
              "select id, community from approval where ended_at is null and state = 'ASKED'"
                  + " order by subject, community limit "
                  + answered(),
              row -> {
                ids.add(row.getString(1) + " " + row.getString(2));
              });
      measure("answer", n -> answer(ids.get(n)), answered());
      assertThat(number(desk, "select count(*) from approval_answer where effect = 'DECIDED'"))
          .as("every answer counts")
          .isGreaterThanOrEqualTo(answered());
      assertThat(ApprovalsBenchmark.open(desk)).as("no approval is lost").isEqualTo(wanted);
    }

    private int answered() {
      return Math.min(REPEATED, wanted / 2);
    }

    private void measure(String what, IntFunction<?> call) {
      measure(what, call, REPEATED);
    }

    private void measure(String what, IntFunction<?> call, int times) {
      Latencies latencies = new Latencies();
      Cost cost =
          new Meter(database)
              .cost(
                  () -> {
                    for (int i = 0; i < times; i++) {
                      int n = i;
                      latencies.time(() -> call.apply(n));
                    }
                  })
              .per(times);
      Latencies.Summary summary = latencies.summary();
      table.row(
          wanted,
          what,
          summary.p50(),
          summary.p95(),
          summary.max(),
          cost.statements(),
          cost.postgresCpuMs(),
          cost.deskCpuMs());
    }

    /** As Tasklist asks: the newest page and how many there are. */
    private JsonNode tasks(Caller owner) {
      String query = "{\"sorting\": [{\"sortBy\": \"created\", \"sortOrder\": \"desc\"}]}";
      JsonNode page = owner.post("/engine-rest/task?firstResult=0&maxResults=15", query);
      JsonNode count = owner.post("/engine-rest/task/count", "{}");
      assertThat(page.size()).isEqualTo(Math.min(15, count.path("count").asInt()));
      return page;
    }

    private JsonNode answer(String approval) {
      String[] parts = approval.split(" ");
      return desk.caller("owner-0@" + parts[1] + ".test", Population.PASSWORD)
          .post("/api/approvals/" + parts[0] + "/answers", "{\"answer\": \"go\"}");
    }

    private Caller owner(int n) {
      var communities = population.communities();
      // Spread over all of them, so that none is remembered from the call before.
      var community = communities.get(n * 37 % communities.size());
      return desk.caller(community.owners().get(0), Population.PASSWORD);
    }
  }
}
