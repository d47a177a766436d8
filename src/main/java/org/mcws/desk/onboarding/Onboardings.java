package org.mcws.desk.onboarding;

import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.repository.Repository;

interface Onboardings extends Repository<Onboarding, UUID> {

  Onboarding save(Onboarding onboarding);

  Optional<Onboarding> findById(UUID id);

  Optional<Onboarding> findByProcessInstanceId(String processInstanceId);

  boolean existsByCommunityAndState(String community, Onboarding.State state);

  Page<Onboarding> findAllBy(Pageable page);

  Page<Onboarding> findByStartedByOrCommunityIn(
      String startedBy, Collection<String> communities, Pageable page);
}
