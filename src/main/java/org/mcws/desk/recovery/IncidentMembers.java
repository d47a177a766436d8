package org.mcws.desk.recovery;

import java.util.List;
import java.util.Optional;
import org.springframework.data.repository.Repository;

interface IncidentMembers extends Repository<IncidentMember, IncidentMember.Key> {

  Optional<IncidentMember> findByIncidentAndService(String incident, String service);

  List<IncidentMember> findByIncidentOrderByService(String incident);

  List<IncidentMember> findByIncidentAndUpAtIsNullOrderByService(String incident);

  long countByIncident(String incident);

  long countByIncidentAndUpAtIsNull(String incident);

  IncidentMember save(IncidentMember member);
}
