package org.mcws.desk.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mcws.desk.platform.hosting.PageFetch;
import org.mcws.desk.platform.hosting.PageWish;

/**
 * What it costs to look at every site as a desk does that is shipped: at its page each minute, at
 * its records every five; and how late the looks are.
 */
@ExtendWith(QuietLog.class)
class ProbesBenchmark {

  private static final String IMAGE = "wordpress:6.8.3-php8.3-apache";
  private static final List<String> EDGE = List.of("127.0.0.1");
  private static final int MOST_FETCHED = 1000;
  private static final PageWish BY_TLS =
      new PageWish(true, "/", Optional.empty(), Optional.empty(), true);

  private final Report report = new Report("probes", "The desk looks at every site");

  @Test
  void looksAtEverySiteEachMinute() {
    int services = Sizes.probed();
    try (PostgresServer postgres = new PostgresServer()) {
      Machine machine = Machine.here(postgres.version());
      Database database = postgres.create("probes");
      try (DeskUnderLoad desk =
          new DeskUnderLoad(
              database,
              Math.max(3, services / 50),
              "desk.sandbox.task-start=PT0.05S",
              Lateness.SETTING)) {
        Population population = new Population(desk);
        population.growTo(services, IMAGE);
        look(desk, database, services);
        fetch(desk, database, population);
      }
      report.publish(machine);
    }
  }

  private void look(DeskUnderLoad desk, Database database, int services) {
    desk.jdbc().execute("analyze");
    // The compiler gets warm, and each probe has its place in the minute.
    await(desk, 2L * services);
    database.forgetStatements();
    MeterRegistry figures = desk.bean(MeterRegistry.class);
    Lateness lateBefore = Lateness.of(figures);
    double looksBefore = looks(desk);
    long pages = (long) pages(desk);
    Cost cost =
        new Meter(database).cost(() -> await(desk, pages + (long) Sizes.minutes() * services));
    double looks = looks(desk) - looksBefore;
    Lateness late = Lateness.of(figures).minus(lateBefore);

    assertThat(count(desk, "desk.probes", "seen", "bad")).as("bad looks").isZero();
    assertThat(rows(desk, "incident") + rows(desk, "outage")).as("incidents").isZero();
    assertThat(rows(desk, "probe where kind in ('PAGE', 'RECORDS')")).isEqualTo(2L * services);
    report
        .add(
            new Table(
                    "In all",
                    "services",
                    "minutes",
                    "looks/s",
                    "JVM, % of one core",
                    "PostgreSQL, % of one core",
                    "sandbox, % of one core",
                    "late s p50",
                    "p99",
                    "worst")
                .row(
                    services,
                    cost.wallMs() / 60_000,
                    looks / (cost.wallMs() / 1000),
                    100 * cost.deskCpuMs() / cost.wallMs(),
                    100 * cost.postgresCpuMs() / cost.wallMs(),
                    100 * cost.sandboxCpuMs() / cost.wallMs(),
                    late.seconds(0.5),
                    late.seconds(0.99),
                    late.seconds(1)))
        .add(
            Table.ofCosts("For each look", "services")
                .row(String.valueOf(services), cost.per((long) looks)))
        .add(Table.ofStatements("Dearest statements", database.dearest(12)))
        .figure("services", services)
        .figure("looks", looks)
        .figure("lateness", late)
        .figure("total", cost);
  }

  /** What TLS adds, with a session that is new and with one that is taken up again. */
  private void fetch(DeskUnderLoad desk, Database database, Population population) {
    List<String> hosts =
        population.sites().stream().limit(MOST_FETCHED).map(Population.Site::host).toList();
    Table table = Table.ofCosts("A page by itself, while the probes go on looking", "fetched");
    Meter meter = new Meter(database);
    fetch(desk, hosts, PageWish.ANY);
    for (String how : List.of("plain", "TLS, for the first time", "TLS, again")) {
      PageWish wish = how.equals("plain") ? PageWish.ANY : BY_TLS;
      Cost cost = meter.cost(() -> fetch(desk, hosts, wish)).per(hosts.size());
      table.row(how, cost);
      report.figure(how, cost);
    }
    report.add(table);
  }

  private static void fetch(DeskUnderLoad desk, List<String> hosts, PageWish wish) {
    PageFetch pages = desk.bean(PageFetch.class);
    Crowd.does(
        "visitor",
        1,
        hosts.stream()
            .<Runnable>map(
                host -> () -> assertThat(pages.fetch(host, EDGE, wish).isThere()).isTrue())
            .toList());
  }

  private static void await(DeskUnderLoad desk, long pages) {
    Waiting.until(
        pages + " pages were looked at",
        Duration.ofMinutes(5L + Sizes.minutes()),
        () -> pages(desk) >= pages);
  }

  private static double pages(DeskUnderLoad desk) {
    return count(desk, "desk.probes", "kind", "page");
  }

  private static double looks(DeskUnderLoad desk) {
    return desk.bean(MeterRegistry.class).find("desk.probes").counters().stream()
        .mapToDouble(Counter::count)
        .sum();
  }

  private static double count(DeskUnderLoad desk, String name, String tag, String value) {
    return desk.bean(MeterRegistry.class).find(name).tag(tag, value).counters().stream()
        .mapToDouble(Counter::count)
        .sum();
  }

  private static long rows(DeskUnderLoad desk, String of) {
    return desk.jdbc().queryForObject("select count(*) from " + of, Long.class);
  }
}
