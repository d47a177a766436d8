package org.mcws.desk.delivery;

import java.util.Map;
import org.mcws.desk.engine.ProcessTenant;
import org.mcws.desk.inventory.DeliveredService;
import org.mcws.desk.inventory.Inventory;
import org.springframework.stereotype.Component;

/** A delivery belongs to the community whose service it is. */
@Component
class DeliveryTenant implements ProcessTenant {

  private final Inventory inventory;

  DeliveryTenant(Inventory inventory) {
    this.inventory = inventory;
  }

  @Override
  public String processKey() {
    return DeliveryProcess.KEY;
  }

  @Override
  public String tenantOf(Map<String, Object> variables) {
    return variables.get(DeliveryProcess.SERVICE_ID) instanceof String service
        ? inventory.find(service).map(DeliveredService::community).orElse(null)
        : null;
  }
}
