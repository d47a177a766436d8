package org.mcws.desk.schedule;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.mcws.desk.schedule.ScheduledRun.State;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface ScheduledRuns extends Repository<ScheduledRun, UUID> {

  ScheduledRun save(ScheduledRun run);

  Optional<ScheduledRun> findById(UUID id);

  boolean existsByServiceAndStateIn(String service, Collection<State> states);

  /** Without what they have printed, which may be long. */
  @Query(
      "select new org.mcws.desk.schedule.RunView(r.id, r.service, r.state, r.dueAt, r.orderedBy,"
          + " r.startedAt, r.endedAt, r.exitCode, r.message)"
          + " from ScheduledRun r where r.service = :service")
  Page<RunView> findByService(String service, Pageable page);

  @Query(
      "select new org.mcws.desk.schedule.RunView(r.id, r.service, r.state, r.dueAt, r.orderedBy,"
          + " r.startedAt, r.endedAt, r.exitCode, r.message)"
          + " from ScheduledRun r where r.id = :id")
  Optional<RunView> view(UUID id);

  /** The one that has waited longest for a look, unless another node looks at it. */
  @Query(
      nativeQuery = true,
      value =
          """
          select * from scheduled_run where look_at <= :now
           order by look_at limit 1 for update skip locked
          """)
  Optional<ScheduledRun> lockDue(Instant now);

  /** Whether another run of the service is on the hosting platform, or may be. */
  @Query(
      nativeQuery = true,
      value =
          """
          select exists (
            select from scheduled_run
             where service = :service and id <> :id and look_at is not null and due_at <= :due)
          """)
  boolean isOccupied(String service, UUID id, Instant due);

  /** How the last run before that went that was let go to its end. */
  @Query(
      nativeQuery = true,
      value =
          """
          select state from scheduled_run
           where service = :service and id <> :id and state in ('SUCCEEDED', 'FAILED')
           order by ended_at desc limit 1
          """)
  Optional<String> stateBefore(String service, UUID id);

  /** All that are open are to be stopped. */
  @Modifying(flushAutomatically = true)
  @Query(
      "update ScheduledRun r set r.stopReason = :reason, r.lookAt = :now"
          + " where r.service = :service and r.state in :open")
  int stopAll(String service, String reason, Instant now, Collection<State> open);

  /** One that is open is to be stopped. */
  @Modifying(flushAutomatically = true)
  @Query(
      "update ScheduledRun r set r.stopReason = :reason, r.lookAt = :now"
          + " where r.id = :id and r.state in :open")
  int stop(UUID id, String reason, Instant now, Collection<State> open);

  /** The ids of those of a service that have ended and are older than so many others. */
  @Query(
      nativeQuery = true,
      value =
          """
          select id from scheduled_run where service = :service and look_at is null
           order by due_at desc, id offset :kept
          """)
  List<UUID> older(String service, int kept);

  void deleteByIdIn(Collection<UUID> ids);
}
