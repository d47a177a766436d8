package org.mcws.desk.recovery;

import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import org.springframework.data.domain.Limit;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** All signals that were ever taken. */
interface SignalLog extends Repository<Signal, Long> {

  /** Those of these keys, with their locks. */
  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @Query("select s from Signal s where s.source = :source and s.key in :keys order by s.id")
  List<Signal> lock(String source, Collection<String> keys);

  List<Signal> findByIncidentOrderById(String incident);

  long countByIncidentAndState(String incident, Signal.State state);

  long countByIncidentAndServiceAndState(String incident, String service, Signal.State state);

  /** Those of services that are down without an incident. */
  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @Query(
      "select s from Signal s where s.state = org.mcws.desk.recovery.Signal.State.DOWN"
          + " and s.incident is null and s.service is not null order by s.service, s.id")
  List<Signal> findWaiting(Limit most);

  /** What says that something is down that no service is. */
  Page<Signal> findByStateAndServiceIsNull(Signal.State state, Pageable page);

  Page<Signal> findByState(Signal.State state, Pageable page);

  Signal save(Signal signal);
}
