package org.mcws.desk.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.camunda.bpm.engine.ManagementService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Twenty alerts about each of many services, posted by several at once: where they are few of all,
 * each gets an incident of its own; where they are too many for an accident, all get one.
 */
@ExtendWith(QuietLog.class)
class StormBenchmark {

  private static final String IMAGE = "wordpress:6.8.3-php8.3-apache";
  private static final int AT_ONCE = 8;

  /** One incident for all from a tenth of all services on. */
  private static final int FEW_OF_ALL = 11;

  private final Report report = new Report("storm", "A storm of alerts");
  private final Table times =
      new Table(
          "In all",
          "what is down",
          "alerts",
          "messages",
          "alerts/s",
          "message ms p50",
          "p99",
          "worst",
          "last is open after s",
          "nothing left to do after s");
  private final Table costs = Table.ofCosts("For each alert", "what is down");

  @Test
  void opensEachIncidentOnce() {
    int services = Sizes.alerting();
    try (PostgresServer postgres = new PostgresServer()) {
      Machine machine = Machine.here(postgres.version());
      Table few = storm(postgres, "few", services, FEW_OF_ALL * services);
      Table many = storm(postgres, "many", services, services);
      report.add(times).add(costs);
      report.add(few).add(many).publish(machine);
    }
  }

  /** Returns the statements that were dearest. */
  private Table storm(PostgresServer postgres, String name, int services, int all) {
    Database database = postgres.create(name);
    try (DeskUnderLoad desk =
        new DeskUnderLoad(
            database,
            Math.max(3, services / 50),
            "desk.sandbox.task-start=PT0.05S",
            DeskUnderLoad.WITHOUT_PROBES)) {
      Population population = new Population(desk);
      if (all == services) {
        population.growTo(services, IMAGE);
      } else {
        // Nothing runs, else those on the same machine would make one incident.
        population.enterUpTo(all / Population.SERVICES_EACH);
      }
      List<Population.Site> sites = population.sites().subList(0, services);
      desk.jdbc().execute("analyze");
      database.forgetStatements();
      String what = services + " of " + all + " services";
      Instant begun = Instant.now().truncatedTo(ChronoUnit.MILLIS);
      List<List<String>> rounds = new AlertStorm(sites, begun).rounds();
      Latencies posts = new Latencies();
      Caller monitor = desk.caller("alertmanager", "sandbox");
      Cost cost =
          new Meter(database).cost(() -> rounds.forEach(round -> post(monitor, round, posts)));
      Waiting.until("nothing is left to do", Duration.ofMinutes(10), () -> isQuiet(desk));
      double quiet = seconds(begun, Instant.now());
      int alerts = AlertStorm.EACH * services;
      Latencies.Summary messages = posts.summary();
      times.row(
          what,
          alerts,
          messages.count(),
          alerts / (cost.wallMs() / 1000),
          messages.p50(),
          messages.p99(),
          messages.max(),
          seconds(begun, lastOpen(desk)),
          quiet);
      costs.row(what, cost.per(alerts));
      report.figure(name, cost).figure(name + "-messages", messages);
      check(desk, services, all);
      return Table.ofStatements("Dearest statements, " + what, database.dearest(15));
    }
  }

  private static void post(Caller monitor, List<String> round, Latencies posts) {
    Crowd.does(
        "monitor",
        AT_ONCE,
        round.stream()
            .<Runnable>map(
                body -> () -> posts.time(() -> monitor.post("/api/alerts/alertmanager", body)))
            .toList());
  }

  private static boolean isQuiet(DeskUnderLoad desk) {
    return desk.bean(ManagementService.class).createJobQuery().executable().count() == 0;
  }

  private static Instant lastOpen(DeskUnderLoad desk) {
    return desk.jdbc()
        .queryForObject(
            "select greatest(max(i.opened_at), max(s.first_at)) from signal s"
                + " join incident i on i.id = s.incident",
            Timestamp.class)
        .toInstant();
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toMillis() / 1000.0;
  }

  private static void check(DeskUnderLoad desk, int services, int all) {
    assertThat(count(desk, "signal")).isEqualTo((long) AlertStorm.KINDS * services);
    assertThat(count(desk, "signal where state = 'DOWN'"))
        .as("alerts that fire")
        .isEqualTo((long) AlertStorm.FIRING * services);
    assertThat(count(desk, "(select from incident group by service having count(*) > 1) twice"))
        .as("services for which incidents were opened twice")
        .isZero();
    assertThat(count(desk, "act_hi_procinst where proc_def_key_ = 'downtime-recovery'"))
        .as("instances, one for each incident")
        .isEqualTo(count(desk, "incident"));
    if (all > services) {
      assertThat(count(desk, "incident where closed_at is null")).isEqualTo(services);
      assertThat(count(desk, "incident where scope = 'PLATFORM'")).isZero();
      assertThat(
              count(
                  desk,
                  "signal s join incident i on i.id = s.incident and i.service = s.service"
                      + " where s.state = 'DOWN'"))
          .as("alerts that belong to the incident of their service")
          .isEqualTo((long) AlertStorm.FIRING * services);
    } else {
      assertThat(count(desk, "incident where scope = 'PLATFORM'")).isEqualTo(1);
      assertThat(count(desk, "incident where closed_at is null and scope = 'SERVICE'"))
          .as("incidents beside that of the platform")
          .isZero();
      assertThat(count(desk, "incident_member where up_at is null")).isEqualTo(services);
      assertThat(
              count(
                  desk,
                  "signal s join incident i on i.id = s.incident and i.scope = 'PLATFORM'"
                      + " where s.state = 'DOWN'"))
          .as("alerts that belong to the incident of the platform")
          .isEqualTo((long) AlertStorm.FIRING * services);
    }
    assertThat(desk.bean(ManagementService.class).createJobQuery().noRetriesLeft().count())
        .as("failed jobs")
        .isZero();
  }

  private static long count(DeskUnderLoad desk, String of) {
    return desk.jdbc().queryForObject("select count(*) from " + of, Long.class);
  }
}
