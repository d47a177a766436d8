package org.mcws.desk.recovery;

import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface Maintenances extends Repository<Maintenance, String> {

  Optional<Maintenance> findById(String id);

  /** Those that concern a service now, be it with its community or the whole platform. */
  @Query(
      """
      select m from Maintenance m
       where (m.service = :service
              or m.service is null and (m.community = :community or m.community is null))
         and m.beginsAt <= :now and (m.endsAt is null or m.endsAt > :now)
       order by m.beginsAt
      """)
  List<Maintenance> findActive(String service, String community, Instant now);

  Page<Maintenance> findByKind(Maintenance.Kind kind, Pageable page);

  /** Planned ones whose public word is behind the clock, with their locks. */
  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @Query(
      """
      select m from Maintenance m
       where m.kind = org.mcws.desk.recovery.Maintenance.Kind.PLANNED
         and (m.told = 'SCHEDULED' and m.beginsAt <= :now
              or m.told = 'IN_PROGRESS' and m.endsAt <= :now)
       order by m.id
      """)
  List<Maintenance> findToTell(Instant now);

  Maintenance save(Maintenance maintenance);

  void delete(Maintenance maintenance);
}
