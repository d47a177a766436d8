package org.mcws.desk.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  /**
   * Who stands in the way of a new community's service under this name: a service of that name; one
   * above it, since a community decides about what lies below its names; or, for a domain, one
   * below it.
   *
   * @param host DNS name or mail address
   */
  @Transactional(readOnly = true)
  public Optional<DeliveredService> holderOf(ServiceKind kind, String host) {
    String name = host.substring(host.indexOf('@') + 1);
    List<String> above = new ArrayList<>(List.of(name));
    for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
      above.add(name.substring(dot + 1));
    }
    return services
        .findFirstByHostIn(above)
        .or(
            () ->
                kind == ServiceKind.DOMAIN || kind == ServiceKind.MAIL_DOMAIN
                    ? services.findFirstByHostEndingWith("." + name)
                    : Optional.empty());
  }
}
