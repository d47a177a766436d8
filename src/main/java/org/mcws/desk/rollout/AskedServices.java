package org.mcws.desk.rollout;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.mcws.desk.rollout.AffectedService.State;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Keeps what was asked and decided about services, and what of it is to be taken back. */
@Repository
@Transactional(propagation = Propagation.MANDATORY)
class AskedServices {

  private final JdbcTemplate batches;
  private final JdbcClient database;

  AskedServices(JdbcTemplate batches, JdbcClient database) {
    this.batches = batches;
    this.database = database;
  }

  /** These services' owners are asked from now on. */
  void asked(UUID rollout, String community, Collection<String> asked, UUID approval, Instant now) {
    database
        .sql(
            "update rollout_service set state = 'WAITING', approval = :approval, retract = false,"
                + " changed_at = :now where rollout = :rollout and community = :community"
                + " and service = any(:services) and state = 'PLANNED'")
        .param("approval", approval)
        .param("now", Timestamp.from(now))
        .param("rollout", rollout)
        .param("community", community)
        .param("services", asked.toArray(String[]::new))
        .update();
  }

  /** An approval of their own decides about these services from now on. */
  void askedBy(UUID rollout, String community, Collection<String> services, UUID approval) {
    database
        .sql(
            "update rollout_service set approval = :approval where rollout = :rollout"
                + " and community = :community and service = any(:services)")
        .param("approval", approval)
        .param("rollout", rollout)
        .param("community", community)
        .param("services", services.toArray(String[]::new))
        .update();
  }

  /**
   * What was decided about services.
   *
   * @param state their state from now on
   * @param ring another ring than before, or null
   */
  record Decision(
      State state, UUID approval, String by, String reason, Instant until, Integer ring) {}

  /**
   * Keeps a decision about those of the services that are in one of these states. What an approval
   * says counts only where it is the one that was asked last.
   *
   * @return their rings
   */
  List<Integer> decide(
      UUID rollout,
      String community,
      Collection<String> services,
      Set<State> from,
      Decision decision,
      Instant now) {
    return database
        .sql(
            """
            update rollout_service set state = :state, approval = coalesce(:approval, approval),
              decided_by = :by, reason = :reason, until = :until,
              ring = coalesce(cast(:ring as integer), ring), changed_at = :now
             where rollout = :rollout and community = :community and service = any(:services)
               and state = any(:from)
               and (cast(:approval as uuid) is null or approval is null or approval = :approval)
            returning ring
            """)
        .param("state", decision.state().name())
        .param("approval", decision.approval())
        .param("by", Texts.cut(decision.by(), 255))
        .param("reason", Texts.cut(decision.reason()))
        .param("until", decision.until() == null ? null : Timestamp.from(decision.until()))
        .param("ring", decision.ring())
        .param("now", Timestamp.from(now))
        .param("rollout", rollout)
        .param("community", community)
        .param("services", services.toArray(String[]::new))
        .param("from", State.names(from))
        .query(Integer.class)
        .list();
  }

  /** The first ring that any of these services is in; none if the rollout has none of them. */
  Optional<Integer> firstRing(UUID rollout, String community, Collection<String> services) {
    return database
        .sql(
            "select min(ring) from rollout_service where rollout = :rollout"
                + " and community = :community and service = any(:services)")
        .param("rollout", rollout)
        .param("community", community)
        .param("services", services.toArray(String[]::new))
        .query((rs, n) -> Optional.ofNullable(rs.getObject(1, Integer.class)))
        .single();
  }

  /** Those of an approval's services whose update was started and has not begun. */
  List<AffectedService> startedNotBegun(
      UUID rollout, String community, UUID approval, Collection<String> services) {
    return database
        .sql(
            "select * from rollout_service where rollout = :rollout and community = :community"
                + " and service = any(:services) and approval = :approval"
                + " and state = 'UPDATING' and not begun order by service")
        .param("rollout", rollout)
        .param("community", community)
        .param("approval", approval)
        .param("services", services.toArray(String[]::new))
        .query(AffectedService::of)
        .list();
  }

  /** All services of a rollout whose update was started and has not begun. */
  List<AffectedService> startedNotBegun(UUID rollout) {
    return database
        .sql(
            "select * from rollout_service where rollout = :rollout"
                + " and state = 'UPDATING' and not begun order by community, service")
        .param("rollout", rollout)
        .query(AffectedService::of)
        .list();
  }

  /** Keeps a decision about every service in one of these states. */
  void decideAll(UUID rollout, Set<State> from, Decision decision, Instant now) {
    decideAll(rollout, from, false, decision, now);
  }

  /** Keeps what Ops decide about the services without a fix that they were asked about. */
  void decideUnfixed(UUID rollout, Decision decision, Instant now) {
    decideAll(rollout, EnumSet.of(State.UNFIXED), true, decision, now);
  }

  private void decideAll(
      UUID rollout, Set<State> from, boolean plannedOnly, Decision decision, Instant now) {
    database
        .sql(
            """
            update rollout_service set state = :state, decided_by = :by, reason = :reason,
              until = :until, retract = approval is not null, changed_at = :now
             where rollout = :rollout and state = any(:from)
               and (not :plannedOnly or risk_class is not null)
            """)
        .param("state", decision.state().name())
        .param("by", Texts.cut(decision.by(), 255))
        .param("reason", Texts.cut(decision.reason()))
        .param("until", decision.until() == null ? null : Timestamp.from(decision.until()))
        .param("now", Timestamp.from(now))
        .param("rollout", rollout)
        .param("from", State.names(from))
        .param("plannedOnly", plannedOnly)
        .update();
  }

  /** Locks an approval's services, always in the same order. */
  void lock(UUID rollout, String community, UUID approval) {
    database
        .sql(
            "select service from rollout_service where rollout = :rollout"
                + " and community = :community and approval = :approval order by service for update")
        .param("rollout", rollout)
        .param("community", community)
        .param("approval", approval)
        .query(String.class)
        .list();
  }

  /** Whether all of an approval's services, which are locked, have begun or are over. */
  boolean allCarriedOut(UUID rollout, String community, UUID approval) {
    return database
        .sql(
            """
            select not exists (select from rollout_service
             where rollout = :rollout and community = :community and approval = :approval
               and (state in ('WAITING', 'CLEARED', 'PAUSED')
                 or state = 'UPDATING' and not begun))
            """)
        .param("rollout", rollout)
        .param("community", community)
        .param("approval", approval)
        .query(Boolean.class)
        .single();
  }

  /** Updates that were started and have not begun shall be called off, and then be closed so. */
  void retractUpdates(UUID rollout, State closed, String reason) {
    database
        .sql(
            "update rollout_service set retract = true, closes = :closed, reason = :reason"
                + " where rollout = :rollout and state = 'UPDATING' and not begun")
        .param("closed", closed.name())
        .param("reason", Texts.cut(reason))
        .param("rollout", rollout)
        .update();
  }

  /** What a service shall be if its update is called off. */
  void closes(AffectedService service, State closed) {
    database
        .sql(
            "update rollout_service set closes = :closed"
                + " where rollout = :rollout and community = :community and service = :service")
        .param("closed", closed.name())
        .param("rollout", service.rollout())
        .param("community", service.community())
        .param("service", service.service())
        .update();
  }

  /** Some of those whose question or update is to be taken back. */
  List<AffectedService> toRetract(UUID rollout, int atMost) {
    return database
        .sql("select * from rollout_service where rollout = :rollout and retract limit :most")
        .param("rollout", rollout)
        .param("most", atMost)
        .query(AffectedService::of)
        .list();
  }

  void retracted(List<AffectedService> services) {
    batches.batchUpdate(
        "update rollout_service set retract = false"
            + " where rollout = ? and community = ? and service = ?",
        Batch.of(
            services,
            (row, ps) -> {
              ps.setObject(1, row.rollout());
              ps.setString(2, row.community());
              ps.setString(3, row.service());
            }));
  }

  /** Whether an approval still has to do with any service that is not closed. */
  boolean isStillAsked(UUID rollout, String community, UUID approval) {
    return database
        .sql(
            """
            select exists (select from rollout_service
             where rollout = :rollout and community = :community and approval = :approval
               and not retract and state in ('WAITING', 'CLEARED', 'PAUSED', 'EXEMPTED', 'UPDATING'))
            """)
        .param("rollout", rollout)
        .param("community", community)
        .param("approval", approval)
        .query(Boolean.class)
        .single();
  }
}
