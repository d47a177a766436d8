package org.mcws.desk.rollout;

import org.springframework.stereotype.Component;

/** Tells an approval once all that it was about has begun or is over. */
@Component
class CarriedOut {

  private final AffectedServices services;
  private final OtherProcesses processes;

  CarriedOut(AffectedServices services, OtherProcesses processes) {
    this.services = services;
    this.processes = processes;
  }

  /**
   * @param service one that has just begun or ended
   */
  void tell(AffectedService service) {
    if (service.approval() != null
        && services.allCarriedOut(service.rollout(), service.community(), service.approval())) {
      processes.carriedOut(service.approval());
    }
  }
}
