package org.mcws.desk.status;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.repository.Repository;

/** What was said about how services are watched; of most nothing is. */
public interface ServiceWatches extends Repository<ServiceWatch, String> {

  Optional<ServiceWatch> findById(String service);

  List<ServiceWatch> findByServiceIn(Collection<String> services);

  Optional<ServiceWatch> findByHeartbeatHash(String hash);

  ServiceWatch save(ServiceWatch watch);
}
