package org.mcws.desk.build;

import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface ImageBuilds extends Repository<ImageBuild, UUID> {

  ImageBuild save(ImageBuild build);

  Optional<ImageBuild> findById(UUID id);

  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @Query("select b from ImageBuild b where b.id = :id")
  Optional<ImageBuild> lock(UUID id);

  /** The same, but empty if somebody else works on it in this moment. */
  @Query(
      nativeQuery = true,
      value = "select b.* from image_build b where b.id = :id for update skip locked")
  Optional<ImageBuild> lockIfFree(UUID id);

  @Query(
      "select count(b) > 0 from ImageBuild b"
          + " where b.id = :id and b.attempt = :attempt and b.endedAt is null")
  boolean isHeld(UUID id, int attempt);

  Optional<ImageBuild> findFirstByServiceOrderByOrderedAtDesc(String service);

  /** Without what they have printed, which may be long. */
  @Query(
      "select new org.mcws.desk.build.BuildSummary(b.id, b.service, b.state, b.reason, b.message,"
          + " b.image, b.bytes, b.orderedBy, b.orderedAt, b.endedAt)"
          + " from ImageBuild b where b.service = :service")
  Page<BuildSummary> findByService(String service, Pageable page);

  /**
   * What a node may begin with: what is due, and what a node holds no longer; one build of a
   * service at a time, the oldest first.
   */
  @Query(
      nativeQuery = true,
      value =
          """
          select b.* from image_build b
           where b.ended_at is null
             and (b.state = 'WAITING' and b.due_at <= :now
                  or b.state = 'RUNNING' and b.lease_until < :now)
             and not exists (
               select from image_build other
                where other.service = b.service
                  and other.id <> b.id
                  and other.state = 'RUNNING'
                  and other.lease_until >= :now)
           order by b.due_at limit :most for update of b skip locked
          """)
  List<ImageBuild> lockDue(Instant now, int most);

  @Modifying
  @Query("delete from ImageBuild b where b.endedAt < :before")
  int deleteEndedBefore(Instant before);
}
