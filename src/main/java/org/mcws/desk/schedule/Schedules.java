package org.mcws.desk.schedule;

import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Optional;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface Schedules extends Repository<Schedule, String> {

  Schedule save(Schedule schedule);

  Optional<Schedule> findById(String service);

  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @Query("select s from Schedule s where s.service = :service")
  Optional<Schedule> lock(String service);

  /** The one that has waited longest for its run, unless another node has taken it up. */
  @Query(
      nativeQuery = true,
      value =
          """
          select * from schedule where next_at <= :now
           order by next_at limit 1 for update skip locked
          """)
  Optional<Schedule> lockDue(Instant now);
}
