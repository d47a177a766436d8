package org.mcws.desk.update;

import java.util.Optional;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.repository.Repository;

interface ServiceUpdates extends Repository<ServiceUpdate, String> {

  Optional<ServiceUpdate> findById(String id);

  /** Whether another update works at the service. */
  boolean existsByServiceAndHoldsTrueAndIdNot(String service, String id);

  boolean existsByServiceAndImageToAndEndedAtIsNull(String service, String imageTo);

  Page<ServiceUpdate> findByService(String service, Pageable page);

  ServiceUpdate save(ServiceUpdate update);
}
