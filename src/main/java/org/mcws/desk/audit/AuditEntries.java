package org.mcws.desk.audit;

import java.util.List;
import org.springframework.data.repository.Repository;

interface AuditEntries extends Repository<AuditEntry, Long> {

  AuditEntry save(AuditEntry entry);

  List<AuditEntry> findBySubjectOrderById(String subject);
}
