package org.mcws.desk.onboarding;

import java.util.List;
import java.util.UUID;
import org.springframework.data.repository.Repository;

interface Votes extends Repository<Vote, Vote.Key> {

  Vote save(Vote vote);

  List<Vote> findByOnboardingOrderByCastAt(UUID onboarding);
}
