package org.mcws.desk.recovery;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

interface FollowUpRows extends Repository<FollowUp, UUID> {

  Optional<FollowUp> findById(UUID id);

  List<FollowUp> findByIncidentOrderByDueAscId(String incident);

  FollowUp save(FollowUp followUp);
}
