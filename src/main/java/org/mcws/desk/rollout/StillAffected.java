package org.mcws.desk.rollout;

import org.mcws.desk.advisory.Advisory;
import org.mcws.desk.advisory.AdvisoryRegister;
import org.mcws.desk.advisory.Impact;
import org.mcws.desk.inventory.DeliveredService;
import org.springframework.stereotype.Component;

/** Whether a service still has a problem, by what it runs now. */
@Component
class StillAffected {

  private final AdvisoryRegister register;
  private final Impact impact;

  StillAffected(AdvisoryRegister register, Impact impact) {
    this.register = register;
    this.impact = impact;
  }

  boolean is(String advisoryId, DeliveredService service) {
    Advisory advisory = register.find(advisoryId).orElseThrow();
    return impact.isOn(service, advisory);
  }
}
