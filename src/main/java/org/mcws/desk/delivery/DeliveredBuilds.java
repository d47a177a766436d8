package org.mcws.desk.delivery;

import org.mcws.desk.build.events.BuildEnded;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Hears of the end of builds that deliveries have ordered. */
@Component
class DeliveredBuilds {

  private final Deliveries deliveries;
  private final DeliveryProcess process;

  DeliveredBuilds(Deliveries deliveries, DeliveryProcess process) {
    this.deliveries = deliveries;
    this.process = process;
  }

  @EventListener
  void hear(BuildEnded end) {
    deliveries.findByBuildAndState(end.id(), Delivery.State.RUNNING).ifPresent(process::tellBuilt);
  }
}
