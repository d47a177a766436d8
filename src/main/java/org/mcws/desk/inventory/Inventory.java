package org.mcws.desk.inventory;

import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What communities have. */
@Service
@Transactional
public class Inventory {

  private final DeliveredServices services;

  Inventory(DeliveredServices services) {
    this.services = services;
  }

  /** Keeps the names of services that are to be made; the database refuses a name twice. */
  public void reserve(List<DeliveredService> wanted) {
    wanted.forEach(services::save);
  }

  /** Gives up the names of a community that gets nothing. */
  public void release(String community) {
    services.deleteByCommunity(community);
  }

  /** The community has its services now. */
  public void deliver(String community) {
    services.findByCommunityOrderById(community).forEach(DeliveredService::deliver);
  }

  @Transactional(readOnly = true)
  public List<DeliveredService> of(String community) {
    return services.findByCommunityOrderById(community);
  }

  /** Whether a service of this kind is, or is about to be, found under this name. */
  @Transactional(readOnly = true)
  public boolean isTaken(ServiceKind kind, String host) {
    return services.existsByKindAndHost(kind, host);
  }
}
