package org.mcws.desk.rollout;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The rings of all rollouts. */
@Repository
@Transactional(propagation = Propagation.MANDATORY)
class Rings {

  private final JdbcClient database;

  Rings(JdbcClient database) {
    this.database = database;
  }

  /**
   * A ring, as its row stands.
   *
   * @param openedAt null before
   * @param passedAt when it was found healthy after it was watched, or had nothing to be watched;
   *     null before
   * @param evidence what was seen then
   */
  record Ring(int ring, int services, Instant openedAt, Instant passedAt, String evidence) {}

  /** A ring gets so many services, or so many more. */
  void add(UUID rollout, int ring, int services) {
    database
        .sql(
            """
            insert into rollout_ring (rollout, ring, services) values (:rollout, :ring, :services)
            on conflict (rollout, ring) do update
              set services = rollout_ring.services + excluded.services
            """)
        .param("rollout", rollout)
        .param("ring", ring)
        .param("services", services)
        .update();
  }

  int size(UUID rollout, int ring) {
    return database
        .sql("select services from rollout_ring where rollout = :rollout and ring = :ring")
        .param("rollout", rollout)
        .param("ring", ring)
        .query(Integer.class)
        .single();
  }

  boolean hasPassed(UUID rollout, int ring) {
    return database
        .sql(
            "select exists (select from rollout_ring where rollout = :rollout and ring = :ring"
                + " and passed_at is not null)")
        .param("rollout", rollout)
        .param("ring", ring)
        .query(Boolean.class)
        .single();
  }

  /** Whether the ring was looked at after it was watched. */
  boolean wasProbed(UUID rollout, int ring) {
    return database
        .sql(
            "select exists (select from rollout_ring where rollout = :rollout and ring = :ring"
                + " and evidence <> '')")
        .param("rollout", rollout)
        .param("ring", ring)
        .query(Boolean.class)
        .single();
  }

  void opened(UUID rollout, int ring, Instant now) {
    database
        .sql(
            "update rollout_ring set opened_at = :now where rollout = :rollout and ring = :ring"
                + " and opened_at is null")
        .param("now", Timestamp.from(now))
        .param("rollout", rollout)
        .param("ring", ring)
        .update();
  }

  void passed(UUID rollout, int ring, Instant now) {
    database
        .sql(
            "update rollout_ring set passed_at = :now where rollout = :rollout and ring = :ring"
                + " and passed_at is null")
        .param("now", Timestamp.from(now))
        .param("rollout", rollout)
        .param("ring", ring)
        .update();
  }

  void evidence(UUID rollout, int ring, String evidence) {
    database
        .sql(
            "update rollout_ring set evidence = :evidence"
                + " where rollout = :rollout and ring = :ring")
        .param("evidence", Texts.cut(evidence, 2000))
        .param("rollout", rollout)
        .param("ring", ring)
        .update();
  }

  List<Ring> of(UUID rollout) {
    return database
        .sql("select * from rollout_ring where rollout = :rollout order by ring")
        .param("rollout", rollout)
        .query(
            (rs, n) ->
                new Ring(
                    rs.getInt("ring"),
                    rs.getInt("services"),
                    Rollouts.instant(rs, "opened_at"),
                    Rollouts.instant(rs, "passed_at"),
                    rs.getString("evidence")))
        .list();
  }
}
