package org.mcws.desk.recovery;

import java.util.List;
import java.util.Optional;
import org.springframework.data.repository.Repository;

interface IncidentEntries extends Repository<IncidentEntry, Long> {

  List<IncidentEntry> findByIncidentOrderById(String incident);

  Optional<IncidentEntry> findFirstByIncidentAndKindOrderByIdDesc(
      String incident, IncidentEntry.Kind kind);

  IncidentEntry save(IncidentEntry entry);
}
