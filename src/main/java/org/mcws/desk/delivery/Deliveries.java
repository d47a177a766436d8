package org.mcws.desk.delivery;

import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface Deliveries extends Repository<Delivery, UUID> {

  Delivery save(Delivery delivery);

  Optional<Delivery> findById(UUID id);

  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @Query("select d from Delivery d where d.id = :id")
  Optional<Delivery> lock(UUID id);

  Optional<Delivery> findByProcessInstanceId(String instance);

  Optional<Delivery> findByServiceAndState(String service, Delivery.State running);

  Optional<Delivery> findByBuildAndState(UUID build, Delivery.State running);

  @Query(
      "select d from Delivery d"
          + " where d.service = :service and d.state = 'WAITING' and d.release is null")
  Optional<Delivery> waitingBuild(String service);

  @Query(
      "select d from Delivery d"
          + " where d.service = :service and d.state = 'WAITING' and d.release is not null")
  Optional<Delivery> waitingRelease(String service);

  Page<Delivery> findByService(String service, Pageable page);

  /** Some of which forges are to be told, with their locks; those of others are theirs. */
  @NativeQuery(
      "select * from delivery where tell_at <= :now order by tell_at limit :most"
          + " for update skip locked")
  List<Delivery> takeToTell(Instant now, int most);

  /**
   * Some that have ended and whose staging may still be there, while nothing is at work. They come
   * in no order, so that those that cannot be removed do not keep the others waiting.
   */
  @NativeQuery(
      """
      select * from delivery d
       where staged_at is not null and staging_removed_at is null and ended_at is not null
         and not exists (
           select from delivery r where r.service = d.service and r.state = 'RUNNING')
       order by random() limit :most
      """)
  List<Delivery> withStagingLeft(int most);

  @Query(
      "select count(d) from Delivery d"
          + " where d.service = :service and d.state = 'FAILED' and d.endedAt > :since")
  int countFailedSince(String service, Instant since);
}
