package org.mcws.desk.rollout;

import org.mcws.desk.approval.events.ApprovalDivided;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Hears that an approval of its own decides about some of a community's services. */
@Component
class RolloutParts {

  private final AskedServices askedServices;

  RolloutParts(AskedServices askedServices) {
    this.askedServices = askedServices;
  }

  @EventListener
  void hear(ApprovalDivided divided) {
    if (Rollout.isSubject(divided.subject())) {
      askedServices.askedBy(
          Rollout.idIn(divided.subject()), divided.community(), divided.services(), divided.part());
    }
  }
}
