package org.mcws.desk.hostmaintenance;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.mcws.desk.audit.AuditTrail;
import org.mcws.desk.audit.Channel;
import org.mcws.desk.engine.CurrentPerson;
import org.mcws.desk.engine.InvalidInput;
import org.springframework.stereotype.Component;

/** Opens the row of a maintenance, with all that it was started with. */
@Component
class OpenHostMaintenance implements ExecutionListener {

  private static final List<String> VARIABLES =
      List.of(
          HostMaintenanceProcess.HOST,
          HostMaintenanceProcess.REASON,
          HostMaintenanceProcess.BEGIN,
          HostMaintenanceProcess.HOURS);

  private final HostMaintenances maintenances;
  private final Room room;
  private final CurrentPerson person;
  private final AuditTrail audit;
  private final Clock clock;

  OpenHostMaintenance(
      HostMaintenances maintenances,
      Room room,
      CurrentPerson person,
      AuditTrail audit,
      Clock clock) {
    this.maintenances = maintenances;
    this.room = room;
    this.person = person;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public void notify(DelegateExecution execution) {
    Map<String, Object> variables = new HashMap<>();
    VARIABLES.forEach(name -> variables.put(name, execution.getVariable(name)));
    HostOrder order = HostOrder.of(variables, clock.instant());
    var machine =
        room.find(order.host())
            .orElseThrow(
                () ->
                    new InvalidInput(
                        "/" + HostMaintenanceProcess.HOST,
                        "The machine has just gone from Mesos: try again later."));
    String starter = person.id().orElse("desk");
    HostMaintenance maintenance =
        maintenances.save(
            new HostMaintenance(
                execution.getProcessInstanceId(), machine.name(), order, starter, clock.instant()));
    execution.setProcessBusinessKey(maintenance.host());
    audit.record(
        starter,
        person.id().isPresent() ? Channel.ACCOUNT : Channel.DESK,
        "host maintenance asked for",
        maintenance.subject(),
        order.reason());
  }
}
