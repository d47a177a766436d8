package org.mcws.desk.update;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.mcws.desk.audit.AuditTrail;
import org.mcws.desk.audit.Channel;
import org.mcws.desk.engine.CurrentPerson;
import org.mcws.desk.inventory.DeliveredService;
import org.mcws.desk.inventory.Inventory;
import org.springframework.stereotype.Component;

/**
 * Opens the row of an update, with all that it was started with: whoever starts it may send the
 * variables as transient ones, so that they cost nothing.
 */
@Component
class OpenUpdate implements ExecutionListener {

  private static final List<String> VARIABLES =
      List.of(
          ServiceUpdateProcess.SERVICE_ID,
          ServiceUpdateProcess.IMAGE,
          ServiceUpdateProcess.REASON,
          ServiceUpdateProcess.SUBJECT,
          ServiceUpdateProcess.RISK_CLASS,
          ServiceUpdateProcess.IGNORE_WINDOW,
          ServiceUpdateProcess.SETTINGS,
          ServiceUpdateProcess.INSIST,
          ServiceUpdateProcess.LEAVE);

  private final ServiceUpdates updates;
  private final Inventory inventory;
  private final UpdateLimits limits;
  private final CurrentPerson person;
  private final AuditTrail audit;
  private final Clock clock;

  OpenUpdate(
      ServiceUpdates updates,
      Inventory inventory,
      UpdateLimits limits,
      CurrentPerson person,
      AuditTrail audit,
      Clock clock) {
    this.updates = updates;
    this.inventory = inventory;
    this.limits = limits;
    this.person = person;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public void notify(DelegateExecution execution) {
    Map<String, Object> variables = new HashMap<>();
    VARIABLES.forEach(name -> variables.put(name, execution.getVariable(name)));
    UpdateOrder order = UpdateOrder.of(variables);
    DeliveredService service = inventory.find(order.serviceId()).orElseThrow();
    String starter = order.isByHand() ? person.id().orElse(null) : null;
    updates.save(
        new ServiceUpdate(
            execution.getProcessInstanceId(),
            service,
            order,
            limits.of(order.riskClass()),
            starter,
            clock.instant()));
    execution.setProcessBusinessKey(order.serviceId());
    if (order.isByHand()) {
      audit.record(
          starter == null ? "desk" : starter,
          starter == null ? Channel.DESK : Channel.ACCOUNT,
          "update asked for",
          "service/" + order.serviceId(),
          order.reason());
    }
  }
}
