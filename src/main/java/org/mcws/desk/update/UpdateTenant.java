package org.mcws.desk.update;

import java.util.Map;
import org.mcws.desk.engine.ProcessTenant;
import org.mcws.desk.inventory.DeliveredService;
import org.mcws.desk.inventory.Inventory;
import org.springframework.stereotype.Component;

/** An update belongs to the community whose service it is. */
@Component
class UpdateTenant implements ProcessTenant {

  private final Inventory inventory;

  UpdateTenant(Inventory inventory) {
    this.inventory = inventory;
  }

  @Override
  public String processKey() {
    return ServiceUpdateProcess.KEY;
  }

  @Override
  public String tenantOf(Map<String, Object> variables) {
    return inventory
        .find(UpdateOrder.of(variables).serviceId())
        .map(DeliveredService::community)
        .orElse(null);
  }
}
