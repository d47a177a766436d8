package org.mcws.desk.recovery;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface IncidentMembers extends Repository<IncidentMember, IncidentMember.Key> {

  Optional<IncidentMember> findByIncidentAndService(String incident, String service);

  List<IncidentMember> findByIncidentOrderByService(String incident);

  List<IncidentMember> findByIncidentAndUpAtIsNullOrderByService(String incident);

  long countByIncident(String incident);

  long countByIncidentAndUpAtIsNull(String incident);

  /**
   * How many services are down by incidents that were opened after then, and for no known cause.
   */
  @Query(
      "select count(distinct m.service) from IncidentMember m join Incident i on i.id = m.incident"
          + " where m.upAt is null and i.closedAt is null and i.openedAt > :after"
          + " and i.cause not like 'component/%'")
  long countDown(Instant after);

  /** Those of these services that are down by other incidents than this one. */
  @Query(
      "select m.service from IncidentMember m join Incident i on i.id = m.incident"
          + " where m.service in :services and m.upAt is null and i.closedAt is null"
          + " and i.id <> :other")
  Set<String> findDown(Collection<String> services, String other);

  /** Whether any of them has gone down or come up since. */
  @Query(
      "select count(m) > 0 from IncidentMember m"
          + " where m.incident = :incident and m.changedAt > :after")
  boolean existsChangedSince(String incident, Instant after);

  IncidentMember save(IncidentMember member);
}
