package org.mcws.desk.status;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** When services were out of order, by what the probes saw. */
@Repository
class Outages {

  private final JdbcClient database;

  Outages(JdbcClient database) {
    this.database = database;
  }

  /** The service is out of order since then, unless that is known. */
  void begin(String service, Instant since) {
    database
        .sql(
            "insert into outage (service, began_at) values (:service, :since)"
                + " on conflict do nothing")
        .param("service", service)
        .param("since", Timestamp.from(since))
        .update();
  }

  void end(String service, Instant at) {
    database
        .sql(
            "update outage set ended_at = greatest(began_at, :at)"
                + " where service = :service and ended_at is null")
        .param("at", Timestamp.from(at))
        .param("service", service)
        .update();
  }

  /** Those of these services that reach into the time after then, in their order. */
  List<Outage> of(Collection<String> services, Instant after) {
    if (services.isEmpty()) {
      return List.of();
    }
    return database
        .sql(
            "select service, began_at, ended_at from outage where service in (:services)"
                + " and (ended_at is null or ended_at > :after) order by began_at")
        .param("services", services)
        .param("after", Timestamp.from(after))
        .query(
            (row, n) ->
                new Outage(
                    row.getString("service"),
                    row.getTimestamp("began_at").toInstant(),
                    Optional.ofNullable(row.getTimestamp("ended_at")).map(Timestamp::toInstant)))
        .list();
  }

  /**
   * @param endedAt empty while it lasts
   */
  record Outage(String service, Instant beganAt, Optional<Instant> endedAt) {}
}
