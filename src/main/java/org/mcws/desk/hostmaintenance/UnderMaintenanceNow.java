package org.mcws.desk.hostmaintenance;

import java.util.stream.Stream;
import org.mcws.desk.hostmaintenance.events.UnderMaintenance;
import org.springframework.stereotype.Component;

/** What is under maintenance, as the rows say. */
@Component
class UnderMaintenanceNow implements UnderMaintenance {

  private final HostMaintenances maintenances;

  UnderMaintenanceNow(HostMaintenances maintenances) {
    this.maintenances = maintenances;
  }

  @Override
  public boolean isUnderMaintenance(String appId) {
    return underWay().anyMatch(one -> appId.equals(one.app()) || one.skipped().contains(appId));
  }

  @Override
  public boolean isHostUnderMaintenance(String host) {
    return underWay().anyMatch(one -> one.host().equalsIgnoreCase(host));
  }

  private Stream<HostMaintenance> underWay() {
    return maintenances.findByEndedAtIsNull().stream().filter(HostMaintenance::isBegun);
  }
}
