package org.mcws.desk.status;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Looks at a service out of turn, for somebody who waits, but not again and again. */
@Service
class LookNow {

  /** From one such look to the next, in the whole cluster. */
  static final Duration GAP = Duration.ofSeconds(10);

  private final JdbcClient database;
  private final Probes probes;
  private final Clock clock;

  LookNow(JdbcClient database, Probes probes, Clock clock) {
    this.database = database;
    this.probes = probes;
    this.clock = clock;
  }

  /**
   * @return whether it is looked at now; false if that was wanted less than {@link #GAP} ago
   */
  @Transactional
  public boolean hurry(String service) {
    Instant now = clock.instant();
    boolean may =
        database
                .sql(
                    "insert into service_watch as w (service, hurried_at) values (:service, :now)"
                        + " on conflict (service) do update set hurried_at = excluded.hurried_at"
                        + " where w.hurried_at is null or w.hurried_at <= :before")
                .param("service", service)
                .param("now", Timestamp.from(now))
                .param("before", Timestamp.from(now.minus(GAP)))
                .update()
            > 0;
    if (may) {
      probes.lock(service);
      probes.hurry(service, now);
    }
    return may;
  }
}
