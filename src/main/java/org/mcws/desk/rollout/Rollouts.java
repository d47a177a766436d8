package org.mcws.desk.rollout;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * All rollouts. The row of a rollout is its lock: who begins updates, counts what ended or opens a
 * ring holds it until the transaction ends.
 */
@Repository
@Transactional(propagation = Propagation.MANDATORY)
class Rollouts {

  /** Any number that nobody else takes for a lock of this database. */
  private static final long INTAKE = 7_240_025;

  private final JdbcClient database;

  Rollouts(JdbcClient database) {
    this.database = database;
  }

  /** One advisory at a time is taken in, so that two doors never start the same rollout twice. */
  void lockIntake() {
    database
        .sql("select pg_advisory_xact_lock(:lock)")
        .param("lock", INTAKE)
        .query((RowCallbackHandler) rs -> {});
  }

  /** Enters a new rollout. */
  void enter(
      UUID id,
      String advisory,
      String title,
      String processInstanceId,
      Rollout.State state,
      String note,
      boolean exploited,
      String startedBy,
      Instant now) {
    database
        .sql(
            """
            insert into rollout (id, advisory, title, process_instance_id, state, note, exploited,
              started_by, ring, rings, parallel, halt_failures, halt_share, created_at, ended_at)
            values (:id, :advisory, :title, :instance, :state, :note, :exploited, :startedBy,
              0, 0, 1, 1, 0, :now, :ended)
            """)
        .param("id", id)
        .param("advisory", advisory)
        .param("title", Texts.title(title))
        .param("instance", processInstanceId)
        .param("state", state.name())
        .param("note", Texts.cut(note))
        .param("exploited", exploited)
        .param("startedBy", startedBy)
        .param("now", Timestamp.from(now))
        .param("ended", state == Rollout.State.NOTED ? Timestamp.from(now) : null)
        .update();
  }

  Optional<Rollout> find(UUID id) {
    return database
        .sql("select * from rollout where id = :id")
        .param("id", id)
        .query(this::row)
        .optional();
  }

  /** The rollout, with its lock. */
  Rollout lock(UUID id) {
    return database
        .sql("select * from rollout where id = :id for update")
        .param("id", id)
        .query(this::row)
        .single();
  }

  /** The rollout, as it stays while this transaction lasts; others may hold it so, too. */
  Rollout share(UUID id) {
    return database
        .sql("select * from rollout where id = :id for share")
        .param("id", id)
        .query(this::row)
        .single();
  }

  /** The rollout, with its lock; empty if there is none of this id. */
  Optional<Rollout> lockIfThere(UUID id) {
    return database
        .sql("select * from rollout where id = :id for update")
        .param("id", id)
        .query(this::row)
        .optional();
  }

  /** All to which further documents may belong, with their locks. */
  List<Rollout> joined() {
    return database
        .sql(
            "select * from rollout where state in ('RUNNING', 'HALTED', 'RESTING')"
                + " order by created_at, id for update")
        .query(this::row)
        .list();
  }

  /** The rollout of a process instance that was just started. */
  Rollout of(String processInstanceId) {
    return database
        .sql("select * from rollout where process_instance_id = :instance")
        .param("instance", processInstanceId)
        .query(this::row)
        .single();
  }

  /** The newest first; of these communities only, if any are named. */
  List<Rollout> page(String[] communities, int offset, int limit) {
    return database
        .sql(
            "select * from rollout r where "
                + seenBy(communities)
                + " order by created_at desc, id offset :offset limit :limit")
        .param("communities", communities)
        .param("offset", offset)
        .param("limit", limit)
        .query(this::row)
        .list();
  }

  long count(String[] communities) {
    return database
        .sql("select count(*) from rollout r where " + seenBy(communities))
        .param("communities", communities)
        .query(Long.class)
        .single();
  }

  private static String seenBy(String[] communities) {
    return communities == null
        ? "(cast(:communities as varchar[]) is null)"
        : "exists (select from rollout_service s where s.rollout = r.id"
            + " and s.community = any(:communities))";
  }

  void exploited(UUID id) {
    database.sql("update rollout set exploited = true where id = :id").param("id", id).update();
  }

  /** Freezes how the rollout spreads. */
  void plan(
      UUID id,
      String riskClass,
      int rings,
      RingPolicy policy,
      Instant answersUntil,
      Instant finishUntil) {
    database
        .sql(
            """
            update rollout set risk_class = :riskClass, rings = :rings, waves = waves + 1, parallel = :parallel,
              halt_failures = :haltFailures, halt_share = :haltShare,
              answers_until = :answersUntil, finish_until = :finishUntil
             where id = :id
            """)
        .param("id", id)
        .param("riskClass", riskClass)
        .param("rings", rings)
        .param("parallel", policy.parallel())
        .param("haltFailures", policy.haltFailures())
        .param("haltShare", policy.haltShare())
        .param("answersUntil", Timestamp.from(answersUntil))
        .param("finishUntil", Timestamp.from(finishUntil))
        .update();
  }

  /** When Ops are told the next time who is missing. */
  void finishUntil(UUID id, Instant until) {
    database
        .sql("update rollout set finish_until = :until where id = :id")
        .param("until", Timestamp.from(until))
        .param("id", id)
        .update();
  }

  void openRing(UUID id, int ring) {
    database
        .sql("update rollout set ring = :ring where id = :id")
        .param("ring", ring)
        .param("id", id)
        .update();
  }

  void state(UUID id, Rollout.State state, String note) {
    database
        .sql("update rollout set state = :state, note = :note where id = :id")
        .param("state", state.name())
        .param("note", Texts.cut(note))
        .param("id", id)
        .update();
  }

  void pauseUntil(UUID id, Instant until) {
    database
        .sql("update rollout set pause_until = :until where id = :id")
        .param("until", Timestamp.from(until))
        .param("id", id)
        .update();
  }

  void end(UUID id, Instant now) {
    database
        .sql("update rollout set ended_at = :now where id = :id")
        .param("now", Timestamp.from(now))
        .param("id", id)
        .update();
  }

  /** There are documents that have not been taken into account. */
  void news(UUID id, boolean news) {
    database
        .sql("update rollout set news = :news where id = :id")
        .param("news", news)
        .param("id", id)
        .update();
  }

  private Rollout row(ResultSet rs, int n) throws SQLException {
    return new Rollout(
        rs.getObject("id", UUID.class),
        rs.getString("advisory"),
        rs.getString("title"),
        rs.getString("process_instance_id"),
        Rollout.State.valueOf(rs.getString("state")),
        rs.getString("note"),
        rs.getBoolean("exploited"),
        rs.getBoolean("news"),
        rs.getString("started_by"),
        rs.getString("risk_class"),
        rs.getInt("ring"),
        rs.getInt("rings"),
        rs.getInt("waves"),
        rs.getInt("parallel"),
        rs.getInt("halt_failures"),
        rs.getDouble("halt_share"),
        instant(rs, "answers_until"),
        instant(rs, "finish_until"),
        instant(rs, "pause_until"),
        instant(rs, "created_at"),
        instant(rs, "ended_at"));
  }

  static Instant instant(ResultSet rs, String column) throws SQLException {
    Timestamp at = rs.getTimestamp(column);
    return at == null ? null : at.toInstant();
  }
}
