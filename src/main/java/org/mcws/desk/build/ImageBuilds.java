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

  Optional<ImageBuild> findFirstByServiceOrderByOrderedAtDesc(String service);

  Page<ImageBuild> findByService(String service, Pageable page);

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
