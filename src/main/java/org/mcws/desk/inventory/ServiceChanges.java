package org.mcws.desk.inventory;

import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.repository.Repository;

/** What happened to services. */
interface ServiceChanges extends Repository<ServiceChange, Long> {

  ServiceChange save(ServiceChange change);

  Page<ServiceChange> findByService(String service, Pageable page);
}
