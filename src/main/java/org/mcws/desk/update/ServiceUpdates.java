package org.mcws.desk.update;

import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface ServiceUpdates extends Repository<ServiceUpdate, String> {

  Optional<ServiceUpdate> findById(String id);

  /** The update, with its lock. */
  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @Query("select u from ServiceUpdate u where u.id = :id")
  Optional<ServiceUpdate> lock(String id);

  /** Some that are to be visited, with their locks; those that others have locked are theirs. */
  @NativeQuery(
      "select * from service_update where next_visit_at <= :now"
          + " order by next_visit_at limit :most for update skip locked")
  List<ServiceUpdate> takeToVisit(Instant now, int most);

  /** Whether another update works at the service. */
  boolean existsByServiceAndHoldsTrueAndIdNot(String service, String id);

  boolean existsByServiceAndImageToAndEndedAtIsNull(String service, String imageTo);

  Page<ServiceUpdate> findByService(String service, Pageable page);

  ServiceUpdate save(ServiceUpdate update);
}
