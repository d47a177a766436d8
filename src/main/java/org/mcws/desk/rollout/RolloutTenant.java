package org.mcws.desk.rollout;

import java.util.Map;
import org.mcws.desk.engine.People;
import org.mcws.desk.engine.ProcessTenant;
import org.springframework.stereotype.Component;

/** A rollout concerns the platform as a whole. */
@Component
class RolloutTenant implements ProcessTenant {

  @Override
  public String processKey() {
    return RolloutProcess.KEY;
  }

  @Override
  public String tenantOf(Map<String, Object> variables) {
    return People.OPS;
  }
}
