package org.mcws.desk.onboarding;

import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface Onboardings extends Repository<Onboarding, UUID> {

  Onboarding save(Onboarding onboarding);

  Optional<Onboarding> findById(UUID id);

  Optional<Onboarding> findByProcessInstanceId(String processInstanceId);

  /** Waits until no other step makes or removes something in this onboarding. */
  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @Query("select o from Onboarding o where o.processInstanceId = :processInstanceId")
  Optional<Onboarding> lock(String processInstanceId);

  Optional<Onboarding> findByCommunityAndState(String community, Onboarding.State state);

  boolean existsByCommunityAndState(String community, Onboarding.State state);

  Page<Onboarding> findAllBy(Pageable page);

  Page<Onboarding> findByStartedByOrStateInAndCommunityIn(
      String startedBy,
      Collection<Onboarding.State> states,
      Collection<String> communities,
      Pageable page);
}
