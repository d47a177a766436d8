package org.mcws.desk.delivery;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mcws.desk.build.BuildOrders;
import org.mcws.desk.build.BuildSource;
import org.springframework.stereotype.Component;

/** Orders the image of what the branch has. */
@Component
class OrderBuild implements JavaDelegate {

  private final DeliveryProcess process;
  private final DeliverySources sources;
  private final BuildOrders orders;

  OrderBuild(DeliveryProcess process, DeliverySources sources, BuildOrders orders) {
    this.process = process;
    this.sources = sources;
    this.orders = orders;
  }

  @Override
  public void execute(DelegateExecution execution) {
    Delivery delivery = process.of(execution);
    DeliverySource source = sources.findById(delivery.service()).orElseThrow();
    delivery.ordered(
        orders.place(delivery.service(), BuildSource.ofGit(source.git()), delivery.askedBy()));
  }
}
