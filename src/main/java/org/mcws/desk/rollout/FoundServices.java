package org.mcws.desk.rollout;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.mcws.desk.rollout.AffectedService.State;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Enters services that are found to be affected, plans them, and closes those that are not any
 * more.
 */
@Repository
@Transactional(propagation = Propagation.MANDATORY)
class FoundServices {

  private final JdbcTemplate batches;
  private final JdbcClient database;

  FoundServices(JdbcTemplate batches, JdbcClient database) {
    this.batches = batches;
    this.database = database;
  }

  /**
   * A service that was found to be affected.
   *
   * @param managedBy ops or community
   */
  record Found(
      String community,
      String service,
      String managedBy,
      String changes,
      Fix fix,
      String fromImage) {

    State state() {
      return fix == null ? State.UNFIXED : State.FOUND;
    }
  }

  void enter(UUID rollout, List<Found> found, Instant now) {
    batches.batchUpdate(
        """
        insert into rollout_service (rollout, community, service, managed_by, changes, fix,
          from_image, ring, state, changed_at)
        values (?, ?, ?, ?, ?, ?, ?, 0, ?, ?)
        """,
        Batch.of(
            found,
            (row, ps) -> {
              ps.setObject(1, rollout);
              ps.setString(2, row.community());
              ps.setString(3, row.service());
              ps.setString(4, row.managedBy());
              ps.setString(5, Texts.cut(row.changes()));
              ps.setString(6, row.fix() == null ? null : row.fix().text());
              ps.setString(7, row.fromImage());
              ps.setString(8, row.state().name());
              ps.setTimestamp(9, Timestamp.from(now));
            }));
    batches.update(
        """
        insert into rollout_community (rollout, community)
        select distinct rollout, community from rollout_service where rollout = ?
        on conflict (rollout, community) do nothing
        """,
        rollout);
  }

  /** Takes services up again as they are found now; what was asked or done about them is over. */
  void findAgain(UUID rollout, List<Found> found, Instant now) {
    batches.batchUpdate(
        """
        update rollout_service set state = ?, changes = ?, fix = ?, from_image = ?, ring = 0,
          target_image = null, begun = false, aside = false, excused = false,
          retract = approval is not null or state = 'UPDATING', decided_by = '', reason = '',
          until = null, risk_class = null, changed_at = ?
         where rollout = ? and community = ? and service = ? and not (state = 'UPDATING' and begun)
        """,
        Batch.of(
            found,
            (row, ps) -> {
              ps.setString(1, row.state().name());
              ps.setString(2, Texts.cut(row.changes()));
              ps.setString(3, row.fix() == null ? null : row.fix().text());
              ps.setString(4, row.fromImage());
              ps.setTimestamp(5, Timestamp.from(now));
              ps.setObject(6, rollout);
              ps.setString(7, row.community());
              ps.setString(8, row.service());
            }));
    toReportAgain(rollout, found.stream().map(Found::community).toList());
  }

  private void toReportAgain(UUID rollout, List<String> communities) {
    database
        .sql(
            "update rollout_community set reported_at = null where rollout = :rollout"
                + " and community = any(:communities) and reported_at is not null"
                + " and exists (select from rollout where id = :rollout and ended_at is null)")
        .param("rollout", rollout)
        .param("communities", communities.stream().distinct().toArray(String[]::new))
        .update();
  }

  /**
   * A service with which another rollout deals.
   *
   * @param advisory that is rolled out
   * @param fix what the service is brought to; null if there is no fix
   */
  record Dealt(String service, String advisory, Fix fix) {}

  /** With which of these services which other rollouts deal. */
  List<Dealt> dealtWithElsewhere(UUID rollout, Collection<String> services) {
    return database
        .sql(
            """
            select distinct s.service, r.advisory, s.fix
              from rollout_service s join rollout r on r.id = s.rollout
             where s.service = any(:services) and s.rollout <> :rollout and s.state = any(:open)
            """)
        .param("services", services.toArray(String[]::new))
        .param("rollout", rollout)
        .param("open", State.names(State.OPEN))
        .query(
            (rs, n) ->
                new Dealt(
                    rs.getString("service"),
                    rs.getString("advisory"),
                    Optional.ofNullable(rs.getString("fix")).map(Fix::of).orElse(null)))
        .list();
  }

  /** A service's place in the rollout. */
  record Place(
      String community, String service, String riskClass, int ring, State state, String target) {}

  void plan(UUID rollout, List<Place> places) {
    batches.batchUpdate(
        "update rollout_service set risk_class = ?, ring = ?, state = ?, target_image = ?"
            + " where rollout = ? and community = ? and service = ?",
        Batch.of(
            places,
            (place, ps) -> {
              ps.setString(1, place.riskClass());
              ps.setInt(2, place.ring());
              ps.setString(3, place.state().name());
              ps.setString(4, place.target());
              ps.setObject(5, rollout);
              ps.setString(6, place.community());
              ps.setString(7, place.service());
            }));
  }

  /** Nothing was done, since a fixed version runs already. */
  void alreadyDone(AffectedService service, String reason, Instant now) {
    database
        .sql(
            """
            update rollout_service set state = 'UPDATED', evidence = :reason, begun = true,
              changed_at = :now
             where rollout = :rollout and community = :community and service = :service
            """)
        .param("reason", Texts.cut(reason))
        .param("now", Timestamp.from(now))
        .param("rollout", service.rollout())
        .param("community", service.community())
        .param("service", service.service())
        .update();
  }

  /** Closes services that are not done, with their questions and updates to be taken back. */
  void close(UUID rollout, Collection<AffectedService> closed, String reason, Instant now) {
    batches.batchUpdate(
        """
        update rollout_service set state = case when state = 'UPDATING' then state else 'WITHDRAWN' end,
          reason = ?, decided_by = 'desk', until = null, retract = true, closes = 'WITHDRAWN',
          changed_at = ?
         where rollout = ? and community = ? and service = ?
        """,
        Batch.of(
            List.copyOf(closed),
            (row, ps) -> {
              ps.setString(1, Texts.cut(reason));
              ps.setTimestamp(2, Timestamp.from(now));
              ps.setObject(3, rollout);
              ps.setString(4, row.community());
              ps.setString(5, row.service());
            }));
    toReportAgain(rollout, closed.stream().map(AffectedService::community).toList());
  }
}
