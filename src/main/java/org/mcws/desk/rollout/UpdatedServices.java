package org.mcws.desk.rollout;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.mcws.desk.rollout.AffectedService.State;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps which updates have begun and what has come of them. What happens once for each service is
 * one statement here that finds its rows by an index, so that a service costs the same however many
 * others there are.
 */
@Repository
@Transactional(propagation = Propagation.MANDATORY)
class UpdatedServices {

  private final JdbcClient database;

  UpdatedServices(JdbcClient database) {
    this.database = database;
  }

  /** How many updates are at work, those that wait for their window left out. */
  int working(UUID rollout) {
    return database
        .sql(
            "select count(*) from rollout_service where rollout = :rollout"
                + " and state in ('UPDATING', 'REVERTING') and not aside")
        .param("rollout", rollout)
        .query(Integer.class)
        .single();
  }

  /** Updates that were started before and have not begun wait for their window: make room. */
  int setAside(UUID rollout, Instant startedBefore) {
    return database
        .sql(
            "update rollout_service set aside = true where rollout = :rollout"
                + " and state in ('UPDATING', 'REVERTING') and not aside and not begun"
                + " and started_at < :before")
        .param("rollout", rollout)
        .param("before", Timestamp.from(startedBefore))
        .update();
  }

  /** Some that may begin, of the first rings first. */
  List<AffectedService> next(UUID rollout, State state, int lastRing, int atMost) {
    return database
        .sql(
            "select * from rollout_service where rollout = :rollout and state = :state"
                + " and ring <= :ring order by ring limit :most")
        .param("rollout", rollout)
        .param("state", state.name())
        .param("ring", lastRing)
        .param("most", atMost)
        .query(AffectedService::of)
        .list();
  }

  /**
   * Marks a service as one whose update is started, exactly once.
   *
   * @return whether it was waiting for that
   */
  boolean begin(
      AffectedService service, State state, String fromImage, String instance, Instant now) {
    return database
            .sql(
                """
                update rollout_service set state = :state, update_instance = :instance,
                  from_image = coalesce(:fromImage, from_image), begun = false, aside = false,
                  retract = false, closes = null, started_at = :now, changed_at = :now
                 where rollout = :rollout and community = :community and service = :service
                   and state = :from
                """)
            .param("state", state.name())
            .param("instance", instance)
            .param("fromImage", fromImage)
            .param("now", Timestamp.from(now))
            .param("rollout", service.rollout())
            .param("community", service.community())
            .param("service", service.service())
            .param("from", service.state().name())
            .update()
        == 1;
  }

  /** Keeps what an update has come to. */
  void outcome(AffectedService service, State state, String image, String evidence, Instant now) {
    database
        .sql(
            """
            update rollout_service set state = :state, evidence = :evidence, aside = false,
              retract = false, target_image = coalesce(:image, target_image), changed_at = :now
             where rollout = :rollout and community = :community and service = :service
            """)
        .param("state", state.name())
        .param("image", image)
        .param("evidence", Texts.cut(evidence))
        .param("now", Timestamp.from(now))
        .param("rollout", service.rollout())
        .param("community", service.community())
        .param("service", service.service())
        .update();
  }

  /** The word of one of Ops: the old version is kept, until then or for good. */
  void decidedByOps(AffectedService service, String by, String reason, Instant until) {
    database
        .sql(
            "update rollout_service set decided_by = :by, reason = :reason, until = :until"
                + " where rollout = :rollout and community = :community and service = :service")
        .param("by", Texts.cut(by, 255))
        .param("reason", Texts.cut(reason))
        .param("until", until == null ? null : Timestamp.from(until))
        .param("rollout", service.rollout())
        .param("community", service.community())
        .param("service", service.service())
        .update();
  }

  /** The update has begun to deploy: from here on it is finished or rolled back. */
  void begun(AffectedService service, State state) {
    database
        .sql(
            "update rollout_service set begun = true, aside = false, retract = false,"
                + " closes = null, state = :state"
                + " where rollout = :rollout and community = :community and service = :service")
        .param("state", state.name())
        .param("rollout", service.rollout())
        .param("community", service.community())
        .param("service", service.service())
        .update();
  }

  /** How many updates failed in a ring that Ops have not looked at. */
  int failures(UUID rollout, int ring) {
    return database
        .sql(
            "select count(*) from rollout_service where rollout = :rollout"
                + " and state in ('ROLLED_BACK', 'BROKEN') and ring = :ring and not excused")
        .param("rollout", rollout)
        .param("ring", ring)
        .query(Integer.class)
        .single();
  }

  void excuseFailures(UUID rollout) {
    database
        .sql(
            "update rollout_service set excused = true where rollout = :rollout"
                + " and state in ('ROLLED_BACK', 'BROKEN') and not excused")
        .param("rollout", rollout)
        .update();
  }

  /** Whatever was updated and has a former image shall get that again. */
  int revertUpdated(UUID rollout, String by, String reason, Instant now) {
    return database
        .sql(
            """
            update rollout_service set state = 'TO_REVERT', decided_by = :by, reason = :reason,
              changed_at = :now
             where rollout = :rollout and state = 'UPDATED' and update_instance is not null
               and from_image is not null
            """)
        .param("by", Texts.cut(by, 255))
        .param("reason", Texts.cut(reason))
        .param("now", Timestamp.from(now))
        .param("rollout", rollout)
        .update();
  }

  /**
   * What holds a ring up.
   *
   * @param busy whether anything up to this ring is cleared or being updated
   * @param awaited whether anybody up to this ring has not answered
   * @param updated whether anything up to this ring was updated
   * @param updatedHere whether anything in this ring was updated
   */
  record RingState(boolean busy, boolean awaited, boolean updated, boolean updatedHere) {}

  RingState ringState(UUID rollout, int ring) {
    return database
        .sql(
            """
            select
              exists (select from rollout_service where rollout = :rollout
                and state in ('CLEARED', 'UPDATING') and ring between 1 and :ring) as busy,
              exists (select from rollout_service where rollout = :rollout
                and state in ('PLANNED', 'WAITING', 'PAUSED') and ring between 1 and :ring) as awaited,
              exists (select from rollout_service where rollout = :rollout
                and state = 'UPDATED' and ring between 1 and :ring) as updated,
              exists (select from rollout_service where rollout = :rollout
                and state = 'UPDATED' and ring = :ring) as here
            """)
        .param("rollout", rollout)
        .param("ring", ring)
        .query(
            (rs, n) ->
                new RingState(
                    rs.getBoolean("busy"),
                    rs.getBoolean("awaited"),
                    rs.getBoolean("updated"),
                    rs.getBoolean("here")))
        .single();
  }
}
