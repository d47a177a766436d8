package org.mcws.desk.inventory;

import java.time.Instant;
import java.util.List;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.repository.Repository;

/** What happened to services. */
interface ServiceChanges extends Repository<ServiceChange, Long> {

  ServiceChange save(ServiceChange change);

  List<ServiceChange> findByServiceAndAtAfterOrderByIdDesc(String service, Instant then);

  Page<ServiceChange> findByService(String service, Pageable page);
}
