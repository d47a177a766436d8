package org.mcws.desk.delivery;

import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mcws.desk.build.BuildOrders;
import org.mcws.desk.build.BuildSource;
import org.mcws.desk.build.GitSource;
import org.springframework.stereotype.Component;

/** Orders the image of what the branch has, or of what was uploaded. */
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
    BuildSource source =
        delivery
            .dockerfile()
            .map(BuildSource::ofDockerfile)
            .or(() -> repository(delivery).map(BuildSource::ofGit))
            .orElseThrow();
    delivery.ordered(orders.place(delivery.service(), source, delivery.askedBy()));
  }

  private Optional<GitSource> repository(Delivery delivery) {
    return sources.findById(delivery.service()).flatMap(DeliverySource::git);
  }
}
