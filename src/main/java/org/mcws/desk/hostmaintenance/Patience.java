package org.mcws.desk.hostmaintenance;

import org.springframework.stereotype.Component;

/**
 * How long something is waited for: so many looks. A platform that does not answer is not seen, so
 * its silence does not count.
 */
@Component
class Patience {

  private final HostLimits limits;

  Patience(HostLimits limits) {
    this.limits = limits;
  }

  /** It is not as it should be yet. */
  Outcome wait(HostMaintenance maintenance, String why) {
    maintenance.looked();
    if (maintenance.looks() < limits.now().looks()) {
      return Outcome.NOT_YET;
    }
    maintenance.note(why);
    return Outcome.STUCK;
  }
}
