package org.mcws.desk.status;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.mcws.desk.status.events.ProbesLate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What can be told of the probes, and of how they fare themselves. */
@Repository
class ProbeReports {

  private static final String OF_SERVICE =
      """
      select p.kind, p.down, coalesce(p.changed_at, p.created_at) as since, p.evidence, p.next_at,
             case when p.kind = 'HEARTBEAT' then w.heartbeat_every_seconds * 1000
                  else p.every_millis end as interval_millis,
             p.heard_at
        from probe p left join service_watch w on w.service = p.service
       where p.service = :service order by p.kind
      """;

  private static final String LATE =
      """
      select count(*) as late, min(next_at) as oldest from probe
       where next_at < :now
         and next_at < cast(:now as timestamptz)
                       - least(interval '5 minutes', 10 * every_millis * interval '1 ms')
      """;

  private final JdbcClient database;

  ProbeReports(JdbcClient database) {
    this.database = database;
  }

  /** What is seen of a service, by kind. */
  List<ProbeReport> of(String service) {
    return database.sql(OF_SERVICE).param("service", service).query((row, n) -> report(row)).list();
  }

  /**
   * The looks that are overdue by more than five minutes or ten of their intervals; empty if none
   * are.
   */
  Optional<ProbesLate> late(Instant now) {
    return database
        .sql(LATE)
        .param("now", Timestamp.from(now))
        .query((row, n) -> late(row, now))
        .single();
  }

  /** How many services are out of order, by what the probes saw. */
  long servicesDown() {
    return database
        .sql("select count(*) from outage where ended_at is null")
        .query(Long.class)
        .single();
  }

  private static Optional<ProbesLate> late(ResultSet row, Instant now) throws SQLException {
    long count = row.getLong("late");
    return count == 0
        ? Optional.empty()
        : Optional.of(new ProbesLate(Duration.between(instant(row, "oldest"), now), count));
  }

  private static ProbeReport report(ResultSet row) throws SQLException {
    String evidence = row.getString("evidence");
    return new ProbeReport(
        ProbeKind.valueOf(row.getString("kind")),
        row.getBoolean("down"),
        instant(row, "since"),
        evidence.isEmpty() ? null : evidence,
        instant(row, "next_at"),
        Duration.ofMillis(row.getLong("interval_millis")),
        instant(row, "heard_at"));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    Timestamp at = row.getTimestamp(column);
    return at == null ? null : at.toInstant();
  }
}
