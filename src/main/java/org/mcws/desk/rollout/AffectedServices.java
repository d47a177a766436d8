package org.mcws.desk.rollout;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.mcws.desk.rollout.AffectedService.State;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The services of all rollouts, as their rows stand. */
@Repository
@Transactional(propagation = Propagation.MANDATORY)
class AffectedServices {

  private final JdbcClient database;

  AffectedServices(JdbcClient database) {
    this.database = database;
  }

  List<AffectedService> all(UUID rollout) {
    return database
        .sql("select * from rollout_service where rollout = :rollout order by community, service")
        .param("rollout", rollout)
        .query(AffectedService::of)
        .list();
  }

  List<AffectedService> in(UUID rollout, State state) {
    return database
        .sql(
            "select * from rollout_service where rollout = :rollout and state = :state"
                + " order by community, service")
        .param("rollout", rollout)
        .param("state", state.name())
        .query(AffectedService::of)
        .list();
  }

  List<AffectedService> in(UUID rollout, State state, String[] communities) {
    return database
        .sql(
            "select * from rollout_service where rollout = :rollout and state = :state"
                + " and community = any(:communities) order by community, service")
        .param("rollout", rollout)
        .param("state", state.name())
        .param("communities", communities)
        .query(AffectedService::of)
        .list();
  }

  List<AffectedService> of(UUID rollout, String[] communities) {
    return database
        .sql(
            "select * from rollout_service where rollout = :rollout"
                + " and community = any(:communities) order by community, service")
        .param("rollout", rollout)
        .param("communities", communities)
        .query(AffectedService::of)
        .list();
  }

  Optional<AffectedService> find(UUID rollout, String service) {
    return database
        .sql(
            "select * from rollout_service"
                + " where rollout = :rollout and community = :community and service = :service")
        .param("rollout", rollout)
        .param("community", AffectedService.communityOf(service))
        .param("service", service)
        .query(AffectedService::of)
        .optional();
  }

  /** Whether any service is in one of these states. */
  boolean any(UUID rollout, Set<State> states) {
    return database
        .sql(
            "select exists (select from rollout_service"
                + " where rollout = :rollout and state = any(:states))")
        .param("rollout", rollout)
        .param("states", State.names(states))
        .query(Boolean.class)
        .single();
  }

  /** Services of a ring in this state, by chance. */
  List<AffectedService> sample(UUID rollout, int ring, State state, int size) {
    return database
        .sql(
            "select * from rollout_service where rollout = :rollout and state = :state"
                + " and ring = :ring order by random() limit :size")
        .param("rollout", rollout)
        .param("state", state.name())
        .param("ring", ring)
        .param("size", size)
        .query(AffectedService::of)
        .list();
  }

  /** Some services in one of these states. */
  List<AffectedService> some(UUID rollout, Set<State> states, int size) {
    return database
        .sql(
            "select * from rollout_service where rollout = :rollout and state = any(:states)"
                + " limit :size")
        .param("rollout", rollout)
        .param("states", State.names(states))
        .param("size", size)
        .query(AffectedService::of)
        .list();
  }

  /** Whether any service is exempted because nothing ends the problem. */
  boolean anyExemptedForWantOfFix(UUID rollout) {
    return database
        .sql(
            "select exists (select from rollout_service where rollout = :rollout"
                + " and state = 'EXEMPTED' and ring = 0 and fix is null)")
        .param("rollout", rollout)
        .query(Boolean.class)
        .single();
  }

  /** When the first exemption ends that was given since there is no fix. */
  Optional<Instant> nextEndOfExemption(UUID rollout) {
    return database
        .sql(
            "select min(until) from rollout_service where rollout = :rollout"
                + " and state = 'EXEMPTED' and ring = 0 and fix is null")
        .param("rollout", rollout)
        .query((rs, n) -> Optional.ofNullable(Rollouts.instant(rs, "min")))
        .single();
  }

  /** Some communities with services in this state. */
  String[] communitiesWith(UUID rollout, State state, int atMost) {
    return database
        .sql(
            "select distinct community from rollout_service"
                + " where rollout = :rollout and state = :state order by community limit :most")
        .param("rollout", rollout)
        .param("state", state.name())
        .param("most", atMost)
        .query(String.class)
        .list()
        .toArray(String[]::new);
  }
}
