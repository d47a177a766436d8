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

  /** Without what they have printed, which may be long. */
  String VIEW =
      "select new org.mcws.desk.schedule.RunView(r.id, r.service, r.state, r.dueAt, r.orderedBy,"
          + " r.startedAt, r.endedAt, r.exitCode, r.message) from ScheduledRun r";

  ScheduledRun save(ScheduledRun run);

  Optional<ScheduledRun> findById(UUID id);

  @Query(VIEW + " where r.service = :service")
  Page<RunView> findByService(String service, Pageable page);

  @Query(VIEW + " where r.id = :id")
  Optional<RunView> view(UUID id);

  long countByServiceAndStateIn(String service, Collection<State> states);

  /** Those of which the next step is due, the one that has waited longest first. */
  @Query(
      nativeQuery = true,
      value = "select id from scheduled_run where look_at <= :now order by look_at limit :most")
  List<UUID> due(Instant now, int most);

  /** One of which the next step is due, unless another node works at it. */
  @Query(
      nativeQuery = true,
      value =
          """
          select * from scheduled_run where id = :id and look_at <= :now for update skip locked
          """)
  Optional<ScheduledRun> lockDue(UUID id, Instant now);

  /** Whether a run of the service that was ordered before is on the hosting platform, or may be. */
  @Query(
      nativeQuery = true,
      value =
          """
          select exists (
            select from scheduled_run
             where service = :service and on_platform and (ordered_at, id) < (:orderedAt, :id))
          """)
  boolean isOccupied(String service, Instant orderedAt, UUID id);

  /** How the last run before that went that was let go to its end. */
  @Query(
      nativeQuery = true,
      value =
          """
          select state from scheduled_run
           where service = :service and state in ('SUCCEEDED', 'FAILED')
             and (ended_at, id) < (:endedAt, :id)
           order by ended_at desc, id desc limit 1
          """)
  Optional<String> stateBefore(String service, Instant endedAt, UUID id);

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

  /** Forgets the oldest of a service that are closed: runs, or those that were left out. */
  @Modifying(flushAutomatically = true)
  @Query(
      nativeQuery = true,
      value =
          """
          delete from scheduled_run
           where id in (
             select id from scheduled_run
              where service = :service and look_at is null and (state = 'SKIPPED') = :skipped
              order by ordered_at desc, id offset :kept for update skip locked)
          """)
  void forgetOld(String service, boolean skipped, int kept);
}
