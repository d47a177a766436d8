package org.mcws.desk.recovery;

import java.util.List;
import org.springframework.data.repository.Repository;

interface IncidentEntries extends Repository<IncidentEntry, Long> {

  List<IncidentEntry> findByIncidentOrderById(String incident);

  IncidentEntry save(IncidentEntry entry);
}
