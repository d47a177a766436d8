package org.mcws.desk.rollout;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.mcws.desk.rollout.AffectedService.State;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What is told of rollouts: how many services stand how, page by page, and who has had the report.
 */
@Repository
@Transactional(propagation = Propagation.MANDATORY)
class RolloutReports {

  private final JdbcClient database;

  RolloutReports(JdbcClient database) {
    this.database = database;
  }

  List<AffectedService> page(
      UUID rollout, State state, String[] communities, int offset, int limit) {
    return database
        .sql(
            "select * from rollout_service where "
                + shown(state, communities)
                + " order by community, service offset :offset limit :limit")
        .param("rollout", rollout)
        .param("state", state == null ? null : state.name())
        .param("communities", communities)
        .param("offset", offset)
        .param("limit", limit)
        .query(AffectedService::of)
        .list();
  }

  long count(UUID rollout, State state, String[] communities) {
    return database
        .sql("select count(*) from rollout_service where " + shown(state, communities))
        .param("rollout", rollout)
        .param("state", state == null ? null : state.name())
        .param("communities", communities)
        .query(Long.class)
        .single();
  }

  private static String shown(State state, String[] communities) {
    return "rollout = :rollout"
        + (state == null ? " and cast(:state as varchar) is null" : " and state = :state")
        + (communities == null
            ? " and cast(:communities as varchar[]) is null"
            : " and community = any(:communities)");
  }

  /** How many services there are in each state; of these communities only, if any are named. */
  Map<State, Long> counts(UUID rollout, String[] communities) {
    Map<State, Long> counts = new EnumMap<>(State.class);
    database
        .sql(
            "select state, count(*) as services from rollout_service where "
                + shown(null, communities)
                + " group by state")
        .param("rollout", rollout)
        .param("state", null)
        .param("communities", communities)
        .query(
            (RowCallbackHandler)
                rs -> counts.put(State.valueOf(rs.getString("state")), rs.getLong("services")));
    return counts;
  }

  /** Some communities that have not heard how it went. */
  List<String> unreported(UUID rollout, int atMost) {
    return database
        .sql(
            "select community from rollout_community where rollout = :rollout"
                + " and reported_at is null order by community limit :most")
        .param("rollout", rollout)
        .param("most", atMost)
        .query(String.class)
        .list();
  }

  void reported(UUID rollout, Collection<String> communities, Instant now) {
    database
        .sql(
            "update rollout_community set reported_at = :now"
                + " where rollout = :rollout and community = any(:communities)")
        .param("now", Timestamp.from(now))
        .param("rollout", rollout)
        .param("communities", communities.toArray(String[]::new))
        .update();
  }

  /** Whether the community has heard how it went. */
  boolean isReported(UUID rollout, String community) {
    return database
        .sql(
            "select exists (select from rollout_community where rollout = :rollout"
                + " and community = :community and reported_at is not null)")
        .param("rollout", rollout)
        .param("community", community)
        .query(Boolean.class)
        .single();
  }

  /** A community in a rollout, and when it heard how it went. */
  record Reported(String community, Instant reportedAt) {}

  List<Reported> communities(UUID rollout, String[] only, int offset, int limit) {
    return database
        .sql(
            "select community, reported_at from rollout_community where "
                + shown(null, only)
                + " order by community offset :offset limit :limit")
        .param("rollout", rollout)
        .param("state", null)
        .param("communities", only)
        .param("offset", offset)
        .param("limit", limit)
        .query(
            (rs, n) -> new Reported(rs.getString("community"), Rollouts.instant(rs, "reported_at")))
        .list();
  }

  long countCommunities(UUID rollout, String[] only) {
    return database
        .sql("select count(*) from rollout_community where " + shown(null, only))
        .param("rollout", rollout)
        .param("state", null)
        .param("communities", only)
        .query(Long.class)
        .single();
  }

  /** How many services of a community are waited for. */
  record Awaited(String community, long services) {}

  /** Communities whose owners are waited for, those with the most services first. */
  List<Awaited> awaited(UUID rollout, String[] only, int atMost) {
    return database
        .sql(
            "select community, count(*) as services from rollout_service where "
                + shown(State.WAITING, only)
                + " group by community order by count(*) desc, community limit :most")
        .param("rollout", rollout)
        .param("state", State.WAITING.name())
        .param("communities", only)
        .param("most", atMost)
        .query((rs, n) -> new Awaited(rs.getString("community"), rs.getLong("services")))
        .list();
  }
}
