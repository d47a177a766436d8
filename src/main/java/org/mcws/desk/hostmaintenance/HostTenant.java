package org.mcws.desk.hostmaintenance;

import java.util.Map;
import org.mcws.desk.engine.People;
import org.mcws.desk.engine.ProcessTenant;
import org.springframework.stereotype.Component;

/** A machine concerns the platform as a whole. */
@Component
class HostTenant implements ProcessTenant {

  @Override
  public String processKey() {
    return HostMaintenanceProcess.KEY;
  }

  @Override
  public String tenantOf(Map<String, Object> variables) {
    return People.OPS;
  }
}
