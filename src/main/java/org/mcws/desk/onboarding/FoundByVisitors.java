package org.mcws.desk.onboarding;

import java.util.List;
import java.util.UUID;
import org.springframework.data.repository.Repository;

interface FoundByVisitors extends Repository<Finding, Finding.Key> {

  Finding save(Finding finding);

  List<Finding> findByOnboardingOrderByPosition(UUID onboarding);
}
