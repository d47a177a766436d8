package org.mcws.desk.delivery;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.mcws.desk.audit.AuditTrail;
import org.mcws.desk.audit.Channel;
import org.mcws.desk.engine.CurrentPerson;
import org.mcws.desk.engine.InvalidInput;
import org.springframework.stereotype.Component;

/**
 * Begins with the delivery whose turn it is; or, if a person has started the process, with what
 * that person wants.
 */
@Component
class OpenDelivery implements ExecutionListener {

  private final Deliveries deliveries;
  private final DeliveryWishes wishes;
  private final DeliveryQueue queue;
  private final CurrentPerson person;
  private final AuditTrail audit;

  OpenDelivery(
      Deliveries deliveries,
      DeliveryWishes wishes,
      DeliveryQueue queue,
      CurrentPerson person,
      AuditTrail audit) {
    this.deliveries = deliveries;
    this.wishes = wishes;
    this.queue = queue;
    this.person = person;
    this.audit = audit;
  }

  @Override
  public void notify(DelegateExecution execution) {
    Delivery delivery =
        Optional.ofNullable((String) execution.getVariable(DeliveryProcess.DELIVERY_ID))
            .map(UUID::fromString)
            .flatMap(deliveries::lock)
            .filter(waiting -> waiting.state() == Delivery.State.WAITING)
            .orElseGet(() -> wanted(execution));
    queue.begin(delivery, execution.getProcessInstanceId());
    execution.setProcessBusinessKey(delivery.service());
  }

  private Delivery wanted(DelegateExecution execution) {
    Map<String, Object> variables = new HashMap<>(execution.getVariables());
    String service = (String) variables.get(DeliveryProcess.SERVICE_ID);
    String who = person.id().orElse("desk");
    Delivery delivery =
        wishes
            .atOnce(service, DeliveryWish.of(variables), who)
            .orElseThrow(
                () ->
                    new InvalidInput(
                        "/" + DeliveryProcess.SERVICE_ID,
                        "Something is being delivered to the service just now: wait for its end, or"
                            + " post to /api/services/"
                            + service
                            + "/deliveries, which queues it."));
    audit.record(
        who,
        person.id().isPresent() ? Channel.ACCOUNT : Channel.DESK,
        "delivery wanted",
        "service/" + service,
        DeliveryWords.what(delivery));
    return delivery;
  }
}
