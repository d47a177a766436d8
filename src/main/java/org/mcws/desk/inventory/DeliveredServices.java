package org.mcws.desk.inventory;

import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** All services, reserved or delivered. */
public interface DeliveredServices extends Repository<DeliveredService, String> {

  Optional<DeliveredService> findById(String id);

  /** The service, which nobody else changes until the transaction ends. */
  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @Query("select s from DeliveredService s where s.id = :id")
  Optional<DeliveredService> lock(String id);

  List<DeliveredService> findByCommunityOrderById(String community);

  Page<DeliveredService> findAllBy(Pageable page);

  Page<DeliveredService> findByCommunityIn(Collection<String> communities, Pageable page);

  Optional<DeliveredService> findFirstByHostIn(Collection<String> hosts);

  Optional<DeliveredService> findFirstByHostEndingWith(String ending);

  /** Delivered services whose image is of one of these repositories or has one of these digests. */
  @Query(
      """
      select s from DeliveredService s
       where s.state = org.mcws.desk.inventory.DeliveredService.State.DELIVERED
         and (s.imageRepository in :repositories or s.imageDigest in :digests)
       order by s.id
      """)
  List<DeliveredService> findRunning(Collection<String> repositories, Collection<String> digests);

  /** Delivered services that have one of these names as their id or host, the sites first. */
  @Query(
      """
      select s from DeliveredService s
       where s.state = org.mcws.desk.inventory.DeliveredService.State.DELIVERED
         and (s.id in :names or s.host in :names)
       order by case when s.kind = org.mcws.desk.inventory.ServiceKind.SITE then 0 else 1 end, s.id
      """)
  List<DeliveredService> findDeliveredByIdOrHost(Collection<String> names);

  long countByState(DeliveredService.State state);

  DeliveredService save(DeliveredService service);

  void deleteByCommunity(String community);
}
