package org.mcws.desk.status;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * How the services fare, and the looks at them, as figures for Prometheus. Asked of the database
 * every 15 seconds, however often they are scraped; the same on every desk of a cluster.
 */
@Component
class ProbeFigures {

  private static final Logger log = LoggerFactory.getLogger(ProbeFigures.class);
  private static final double MILLIS = 1000;

  private final Probes probes;
  private final ProbeReports reports;
  private final Clock clock;
  private volatile double overdue = Double.NaN;
  private volatile double down = Double.NaN;

  ProbeFigures(Probes probes, ProbeReports reports, MeterRegistry figures, Clock clock) {
    this.probes = probes;
    this.reports = reports;
    this.clock = clock;
    Gauge.builder("desk.probe.overdue", () -> overdue)
        .description("How long the look that is most overdue has been waiting for")
        .baseUnit("seconds")
        .register(figures);
    Gauge.builder("desk.services.down", () -> down)
        .description("Services that are out of order by what the desk sees")
        .register(figures);
  }

  @Scheduled(fixedDelayString = "PT15S")
  void look() {
    try {
      overdue = probes.lateness(clock.instant()).toMillis() / MILLIS;
      down = reports.servicesDown();
    } catch (DataAccessException e) {
      log.warn("The figures of the probes cannot be read: {}", e.getMessage());
    }
  }
}
