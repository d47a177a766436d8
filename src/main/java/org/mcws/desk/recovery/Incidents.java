package org.mcws.desk.recovery;

import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface Incidents extends Repository<Incident, String> {

  Optional<Incident> findById(String id);

  /** The incident, which nobody else changes until the transaction ends. */
  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @Query("select i from Incident i where i.id = :id")
  Optional<Incident> lock(String id);

  /** The one that a service has open, with its lock. */
  @Lock(LockModeType.PESSIMISTIC_WRITE)
  Optional<Incident> findByServiceAndClosedAtIsNull(String service);

  @Lock(LockModeType.PESSIMISTIC_WRITE)
  Optional<Incident> findByCauseAndClosedAtIsNull(String cause);

  List<Incident> findByScopeAndClosedAtIsNullOrderByOpenedAt(IncidentScope scope);

  /** Those of single services that were opened lately, the oldest first. */
  List<Incident> findByScopeAndClosedAtIsNullAndRehearsalFalseAndOpenedAtAfterOrderByServiceAsc(
      IncidentScope scope, Instant after);

  Page<Incident> findAllBy(Pageable page);

  Page<Incident> findByClosedAtIsNull(Pageable page);

  @Query(
      """
      select i from Incident i
       where (i.community in :communities
              or exists (select 1 from IncidentMember m
                          where m.incident = i.id and m.community in :communities))
         and (:open = false or i.closedAt is null)
      """)
  Page<Incident> findOf(Collection<String> communities, boolean open, Pageable page);

  /** Nobody else opens an incident for this name until the transaction ends. */
  @NativeQuery("select 1 from pg_advisory_xact_lock(hashtextextended('incident/' || :name, 0))")
  int serialize(String name);

  boolean existsByCause(String cause);

  /** When the last rehearsal went through. */
  @Query("select max(i.closedAt) from Incident i where i.rehearsal = true")
  Optional<Instant> lastRehearsalEnd();

  Incident save(Incident incident);
}
