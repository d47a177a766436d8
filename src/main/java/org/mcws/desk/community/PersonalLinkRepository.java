package org.mcws.desk.community;

import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface PersonalLinkRepository extends Repository<PersonalLink, String> {

  Optional<PersonalLink> findById(String tokenHash);

  /** Waits until nobody else tries a code. */
  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @Query("select l from PersonalLink l where l.tokenHash = :tokenHash")
  Optional<PersonalLink> lock(String tokenHash);

  PersonalLink save(PersonalLink link);

  boolean existsByPurposeAndPerson(PersonalLink.Purpose purpose, String person);

  List<PersonalLink> findByPurposeAndSubjectAndExpiresAtGreaterThanEqual(
      PersonalLink.Purpose purpose, String subject, Instant expiresAt);

  void deleteBySubject(String subject);

  @Modifying
  @Query("delete from PersonalLink l where l.purpose = :purpose and l.expiresAt < :moment")
  void deleteExpired(PersonalLink.Purpose purpose, Instant moment);
}
