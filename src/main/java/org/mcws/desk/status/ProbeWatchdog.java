package org.mcws.desk.status;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.mcws.desk.status.events.ProbesLate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Notices that nobody looks at services any more, on whichever desk that should have happened, and
 * has it told once an hour by one desk.
 */
@Component
class ProbeWatchdog {

  private static final Logger log = LoggerFactory.getLogger(ProbeWatchdog.class);
  private static final Duration QUIET = Duration.ofHours(1);

  private final ProbeReports reports;
  private final JdbcClient database;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  ProbeWatchdog(
      ProbeReports reports, JdbcClient database, ApplicationEventPublisher events, Clock clock) {
    this.reports = reports;
    this.database = database;
    this.events = events;
    this.clock = clock;
  }

  /** Waits at the start: a desk that was off for a while first makes what is overdue. */
  @Scheduled(
      initialDelayString = "${desk.status.self-check-every:PT5M}",
      fixedDelayString = "${desk.status.self-check-every:PT5M}")
  @Transactional
  public void check() {
    Instant now = clock.instant();
    reports.late(now).filter(late -> mayTell(now)).ifPresent(this::tell);
  }

  private void tell(ProbesLate late) {
    log.warn(
        "{} looks at services are overdue, one of them by {}: is the database slow, or"
            + " desk.status.at-once too low for this many?",
        late.count(),
        late.lateness());
    events.publishEvent(late);
  }

  /** Whoever changes the row tells; others wait for that, and then find it changed. */
  private boolean mayTell(Instant now) {
    return database
            .sql(
                "insert into probe_alarm as a (raised_at) values (:now)"
                    + " on conflict (one) do update set raised_at = excluded.raised_at"
                    + " where a.raised_at <= :before")
            .param("now", Timestamp.from(now))
            .param("before", Timestamp.from(now.minus(QUIET)))
            .update()
        > 0;
  }
}
