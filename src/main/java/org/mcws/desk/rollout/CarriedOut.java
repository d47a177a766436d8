package org.mcws.desk.rollout;

import org.springframework.stereotype.Component;

/** Tells an approval once all that it was about has begun or is over. */
@Component
class CarriedOut {

  private final AskedServices askedServices;
  private final OtherProcesses processes;

  CarriedOut(AskedServices askedServices, OtherProcesses processes) {
    this.askedServices = askedServices;
    this.processes = processes;
  }

  /**
   * @param service one that has just begun or ended
   */
  void tell(AffectedService service) {
    if (service.approval() != null
        && askedServices.allCarriedOut(
            service.rollout(), service.community(), service.approval())) {
      processes.carriedOut(service.approval());
    }
  }
}
