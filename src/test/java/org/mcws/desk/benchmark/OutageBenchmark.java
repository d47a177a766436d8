package org.mcws.desk.benchmark;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * All sites are down at once for one reason, found by the desk's own probes: how long it takes
 * until it is known, told and over, and how its cost grows with the sites.
 */
@ExtendWith(QuietLog.class)
class OutageBenchmark {

  /**
   * A minute between two looks at a page lasts six seconds. Much faster, and owners would be told
   * of the first sites before the many are known to be one.
   */
  private static final String PACE = "0.1";

  private static final String IMAGE = "wordpress:6.8.3-php8.3-apache";

  private final Report report =
      new Report("outage", "An outage of all sites at once, until the incident is closed");

  @Test
  void makesOneIncidentHoweverManySitesAreDown() {
    try (PostgresServer postgres = new PostgresServer()) {
      Machine machine = Machine.here(postgres.version());
      Database database = postgres.create("outages");
      List<Integer> sizes = Sizes.outages();
      int machines = Math.max(3, sizes.get(sizes.size() - 1) / 50);
      try (DeskUnderLoad desk =
          new DeskUnderLoad(
              database,
              machines,
              "desk.pace=" + PACE,
              "desk.sandbox.task-start=PT0.05S",
              "desk.status.plan-every=PT1S")) {
        measure(desk, database, machines, sizes);
      }
      report.publish(machine);
    }
  }

  private void measure(DeskUnderLoad desk, Database database, int machines, List<Integer> sizes) {
    Table times =
        new Table(
            "In all",
            "sites",
            "known after s",
            "told after s",
            "well again after s",
            "closed after s",
            "incidents that became one",
            "mails to owners");
    Table costs = Table.ofCosts("In all", "sites");
    Table dearest = null;
    Map<Integer, Cost> costOf = new LinkedHashMap<>();
    Population population = new Population(desk);
    Meter meter = new Meter(database);
    boolean warm = false;
    for (int sites : sizes) {
      grow(desk, population, sites);
      if (!warm) {
        // The first is for the compiler to get warm.
        run(desk, machines, sites);
        warm = true;
      }
      desk.jdbc().execute("analyze");
      database.forgetStatements();
      Outage[] outage = new Outage[1];
      Cost cost = meter.cost(() -> outage[0] = run(desk, machines, sites));
      costOf.put(sites, cost);
      times.row(
          sites,
          seconds(outage[0].knownAfter()),
          seconds(outage[0].toldAfter()),
          seconds(outage[0].wellAfter()),
          seconds(outage[0].closedAfter()),
          outage[0].opened(),
          outage[0].mails());
      costs.row(String.valueOf(sites), cost);
      report.figure("outage-" + sites, outage[0]).figure("cost-" + sites, cost);
      dearest = Table.ofStatements("Dearest statements at " + sites, database.dearest(15));
    }
    report.add(times).add(costs).add(growth(costOf)).add(dearest);
  }

  private static Outage run(DeskUnderLoad desk, int machines, int sites) {
    Instant begun = Instant.now();
    Outage outage = Outage.run(desk, machines, sites);
    outage.check(desk, begun);
    return outage;
  }

  /** The sites are there, and each was looked at. */
  private static void grow(DeskUnderLoad desk, Population population, int sites) {
    population.growTo(sites, IMAGE);
    Waiting.until(
        "all are probed",
        Duration.ofMinutes(1),
        () ->
            desk.jdbc()
                    .queryForObject(
                        "select count(*) from probe where kind = 'PAGE'"
                            + " and next_at > created_at + every_millis * interval '1 ms'",
                        Long.class)
                == sites);
  }

  private static Table growth(Map<Integer, Cost> costOf) {
    Map.Entry<Integer, Cost> first = costOf.entrySet().iterator().next();
    Table table =
        new Table(
            "Compared with the first",
            "sites",
            "sites, times",
            "wall",
            "JVM CPU",
            "PostgreSQL CPU",
            "transactions",
            "statements",
            "WAL");
    costOf.forEach(
        (sites, cost) ->
            table.row(
                sites,
                (double) sites / first.getKey(),
                cost.wallMs() / first.getValue().wallMs(),
                cost.deskCpuMs() / first.getValue().deskCpuMs(),
                cost.postgresCpuMs() / first.getValue().postgresCpuMs(),
                cost.transactions() / first.getValue().transactions(),
                cost.statements() / first.getValue().statements(),
                cost.walBytes() / first.getValue().walBytes()));
    return table;
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1000.0;
  }
}
