package org.mcws.desk.approval;

import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface Approvals extends Repository<Approval, UUID> {

  Approval save(Approval approval);

  Optional<Approval> findById(UUID id);

  /**
   * Waits until nobody else changes it. To be asked for before anything else is read of it in the
   * same transaction, or that would be what is seen.
   */
  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @Query("select a from Approval a where a.id = :id")
  Optional<Approval> lock(UUID id);

  /** The approval in which this is being asked. */
  @Query(
      "select a.id from Approval a where a.matter.community = :community"
          + " and a.matter.subject = :subject and a.matter.managedBy = :managedBy"
          + " and a.endedAt is null and a.parent is null")
  Optional<UUID> findOpen(String community, String subject, String managedBy);

  /** To whom it belongs; does not look at it otherwise. */
  @Query("select a.matter.community from Approval a where a.id = :id")
  Optional<String> communityOf(UUID id);

  List<Approval> findByParentOrderByCreatedAt(UUID parent);

  Page<Approval> findByEndedAtIsNull(Pageable page);

  Page<Approval> findByEndedAtIsNullAndMatterCommunityIn(
      Collection<String> communities, Pageable page);

  Page<Approval> findByState(State state, Pageable page);

  Page<Approval> findByStateAndMatterCommunityIn(
      State state, Collection<String> communities, Pageable page);

  Page<Approval> findAllBy(Pageable page);

  Page<Approval> findByMatterCommunityIn(Collection<String> communities, Pageable page);
}
