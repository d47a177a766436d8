package org.mcws.desk.recovery;

import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface Incidents extends Repository<Incident, String> {

  String SINGLE =
      "i.scope = org.mcws.desk.recovery.IncidentScope.SERVICE and i.closedAt is null"
          + " and i.rehearsal = false and i.openedAt > :after";

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

  boolean existsByCauseAndStateAndClosedAtIsNull(String cause, Incident.State state);

  /** How many of single services were opened after then. */
  @Query("select count(i) from Incident i where " + SINGLE)
  long countSingle(Instant after);

  /** Those of single services that were opened after then. */
  @Query("select i from Incident i where " + SINGLE + " order by i.service")
  List<Incident> findSingle(Instant after);

  @Query("select count(i) from Incident i where i.agent = :agent and " + SINGLE)
  long countSingleOn(String agent, Instant after);

  /** Those of single services that blame this, and were opened after then. */
  @Query("select i from Incident i where i.suspect = :cause and " + SINGLE + " order by i.service")
  List<Incident> findSuspecting(String cause, Instant after);

  /** Those of single services on this machine that were opened after then. */
  @Query("select i from Incident i where i.agent = :agent and " + SINGLE + " order by i.service")
  List<Incident> findSingleOn(String agent, Instant after);

  /** Those of many that this service is down by. */
  @Query(
      """
      select i from Incident i
       where i.state = org.mcws.desk.recovery.Incident.State.OPEN
         and exists (select 1 from IncidentMember m
                      where m.incident = i.id and m.service = :service and m.upAt is null)
      """)
  List<Incident> findHitting(String service);

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

  List<Incident> findByCommunityAndStateNot(String community, Incident.State state);

  /**
   * Nobody else opens an incident for any service, or makes one of many, until the transaction
   * ends: whoever does must see all that others have opened. To be taken before any incident's own
   * lock.
   */
  default void serializeOpening() {
    serialize("");
  }

  /** Those of these services that have an incident that is open. */
  @Query("select i.service from Incident i where i.service in :services and i.closedAt is null")
  Set<String> findDown(Collection<String> services);

  /** How many of these services have an incident that is open. */
  long countByServiceInAndClosedAtIsNull(Collection<String> services);

  boolean existsByCause(String cause);

  /** When the last rehearsal went through; one that was ended by hand did not. */
  @Query(
      "select max(i.closedAt) from Incident i where i.rehearsal = true and i.closing <> '"
          + EndIncident.BY_HAND
          + "'")
  Optional<Instant> lastRehearsalEnd();

  @Query("select min(i.openedAt) from Incident i where i.rehearsal = true")
  Optional<Instant> firstRehearsalBegin();

  List<Incident> findByRehearsalIsTrueAndClosedAtIsNull();

  /**
   * Those that are worse than when they were looked at last.
   *
   * @param one whether this is one of them; null for all, as below
   */
  @Query(
      "select i.id from Incident i where i.worse = true and i.closedAt is null"
          + " and i.state = org.mcws.desk.recovery.Incident.State.OPEN"
          + " and i.id = coalesce(:one, i.id)")
  List<String> findWorse(String one);

  /** Those of services that are taken to be well although a source says that they are not. */
  @Query(
      "select i.id from Incident i where i.scope = org.mcws.desk.recovery.IncidentScope.SERVICE"
          + " and i.state = org.mcws.desk.recovery.Incident.State.WATCHING and i.closedAt is null"
          + " and i.id = coalesce(:one, i.id)"
          + " and exists (select 1 from Signal s where s.incident = i.id"
          + " and s.state = org.mcws.desk.recovery.Signal.State.DOWN and (s.severity is null"
          + " or s.severity <> org.mcws.desk.recovery.alert.Severity.SEV3))")
  List<String> findWronglyWell(String one);

  /** Those of services that are taken to be down although all sources say that they are well. */
  @Query(
      "select i.id from Incident i where i.scope = org.mcws.desk.recovery.IncidentScope.SERVICE"
          + " and i.state = org.mcws.desk.recovery.Incident.State.OPEN and i.closedAt is null"
          + " and i.id = coalesce(:one, i.id)"
          + " and exists (select 1 from Signal s where s.incident = i.id)"
          + " and not exists (select 1 from Signal s where s.incident = i.id"
          + " and s.state = org.mcws.desk.recovery.Signal.State.DOWN)")
  List<String> findWronglyDown(String one);

  Incident save(Incident incident);
}
