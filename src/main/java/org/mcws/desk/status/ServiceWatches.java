package org.mcws.desk.status;

import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** What was said about how services are watched; of most nothing is. */
public interface ServiceWatches extends Repository<ServiceWatch, String> {

  Optional<ServiceWatch> findById(String service);

  List<ServiceWatch> findByServiceIn(Collection<String> services);

  Optional<ServiceWatch> findByHeartbeatHash(String hash);

  /** Makes sure that something is said about the service, if only what goes without saying. */
  @Modifying
  @Query(
      value = "insert into service_watch (service) values (:service) on conflict do nothing",
      nativeQuery = true)
  void open(String service);

  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @Query("select w from ServiceWatch w where w.service = :service")
  ServiceWatch lock(String service);

  /** What was said about the service, which nobody else changes until the transaction ends. */
  default ServiceWatch toChange(String service) {
    open(service);
    return lock(service);
  }

  void flush();

  ServiceWatch save(ServiceWatch watch);
}
