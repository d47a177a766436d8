package org.mcws.desk.recovery;

import java.util.Map;
import org.mcws.desk.engine.People;
import org.mcws.desk.engine.ProcessTenant;
import org.mcws.desk.inventory.DeliveredService;
import org.mcws.desk.inventory.Inventory;
import org.springframework.stereotype.Component;

/** An incident belongs to the community whose service is down, or to Ops if it is the platform. */
@Component
class RecoveryTenant implements ProcessTenant {

  private final Inventory inventory;

  RecoveryTenant(Inventory inventory) {
    this.inventory = inventory;
  }

  @Override
  public String processKey() {
    return RecoveryProcess.KEY;
  }

  @Override
  public String tenantOf(Map<String, Object> variables) {
    if (variables.get(RecoveryProcess.CAUSE) != null) {
      return People.OPS;
    }
    return variables.get(RecoveryProcess.SERVICE_ID) instanceof String service
        ? inventory.find(service).map(DeliveredService::community).orElse(null)
        : null;
  }
}
