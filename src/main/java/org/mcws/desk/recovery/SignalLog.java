package org.mcws.desk.recovery;

import jakarta.persistence.LockModeType;
import java.sql.Timestamp;
import java.util.Collection;
import java.util.List;
import org.springframework.data.domain.Limit;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** All signals that were ever taken. */
interface SignalLog extends Repository<Signal, Long> {

  /**
   * Enters what is not known yet, as something that is well.
   *
   * @param keys in the order in which all enter them
   */
  @Modifying
  @NativeQuery(
      "insert into signal (source, key, state, outcome, title, first_at, last_at)"
          + " select :source, key, 'UP', 'IGNORED', left(key, 200), :now, :now from unnest(:keys) as key"
          + " on conflict (source, key) do nothing")
  void enter(String source, String[] keys, Timestamp now);

  /** Those of these keys, with their locks. */
  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @Query("select s from Signal s where s.source = :source and s.key in :keys order by s.id")
  List<Signal> lock(String source, Collection<String> keys);

  /** Those of these keys that say that something is down whose incident is known. */
  @Query(
      "select s.key from Signal s where s.source = :source and s.key in :keys"
          + " and s.state = org.mcws.desk.recovery.Signal.State.DOWN and s.incident is not null")
  List<String> findSettled(String source, Collection<String> keys);

  List<Signal> findByIncidentOrderById(String incident);

  /** The incident is over; what still says that something is down opens another one. */
  default void letGoOf(String incident) {
    findByIncidentOrderById(incident).stream().filter(Signal::isDown).forEach(Signal::letGo);
  }

  long countByIncidentAndServiceIsNullAndState(String incident, Signal.State state);

  long countByIncidentAndServiceAndState(String incident, String service, Signal.State state);

  boolean existsByIncident(String incident);

  /** Whether any of an incident's signals is more than a warning. */
  @Query(
      "select count(s) > 0 from Signal s where s.incident = :incident"
          + " and (s.severity is null or s.severity <> org.mcws.desk.recovery.alert.Severity.SEV3)")
  boolean existsOutage(String incident);

  boolean existsBySourceAndKeyAndState(String source, String key, Signal.State state);

  /** Those of services and causes that are down without an incident, from behind this one on. */
  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @Query(
      "select s from Signal s where s.state = org.mcws.desk.recovery.Signal.State.DOWN"
          + " and s.incident is null and (s.service is not null or s.suspect is not null)"
          + " and s.id > :last order by s.id")
  List<Signal> findWaiting(long last, Limit most);

  /** What says that something is down that no service is. */
  Page<Signal> findByStateAndServiceIsNullAndSuspectIsNull(Signal.State state, Pageable page);

  Page<Signal> findByState(Signal.State state, Pageable page);

  Signal save(Signal signal);
}
