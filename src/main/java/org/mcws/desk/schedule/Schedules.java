package org.mcws.desk.schedule;

import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface Schedules extends Repository<Schedule, String> {

  Schedule save(Schedule schedule);

  Optional<Schedule> findById(String service);

  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @Query("select s from Schedule s where s.service = :service")
  Optional<Schedule> lock(String service);

  /** Those whose run is due, the one that has waited longest first. */
  @Query(
      nativeQuery = true,
      value = "select service from schedule where next_at <= :now order by next_at limit :most")
  List<String> due(Instant now, int most);

  /** One whose run is due, unless another node has taken it up. */
  @Query(
      nativeQuery = true,
      value =
          """
          select * from schedule where service = :service and next_at <= :now
             for update skip locked
          """)
  Optional<Schedule> lockDue(String service, Instant now);

  /** Something is wrong with it that others must not wait for. */
  @Modifying
  @Query(
      "update Schedule s set s.nextAt = :when where s.service = :service and s.nextAt is not null")
  void putOff(String service, Instant when);
}
