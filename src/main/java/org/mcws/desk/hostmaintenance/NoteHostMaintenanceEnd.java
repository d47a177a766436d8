package org.mcws.desk.hostmaintenance;

import java.time.Clock;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.mcws.desk.audit.AuditTrail;
import org.mcws.desk.audit.Channel;
import org.mcws.desk.engine.CurrentPerson;
import org.mcws.desk.hostmaintenance.events.HostMaintenanceEnded;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * The process instance ends. If somebody has deleted it, the record says what is left to do by
 * hand, so that neither the machine nor an app is forgotten.
 */
@Component
class NoteHostMaintenanceEnd implements ExecutionListener {

  private final HostMaintenanceProcess process;
  private final CurrentPerson person;
  private final AuditTrail audit;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  NoteHostMaintenanceEnd(
      HostMaintenanceProcess process,
      CurrentPerson person,
      AuditTrail audit,
      ApplicationEventPublisher events,
      Clock clock) {
    this.process = process;
    this.person = person;
    this.audit = audit;
    this.events = events;
    this.clock = clock;
  }

  @Override
  public void notify(DelegateExecution execution) {
    HostMaintenance maintenance = process.of(execution);
    if (!maintenance.isSettled()) {
      maintenance.cancel();
      maintenance.settle();
      maintenance.note(leftovers(maintenance));
    }
    maintenance.end(clock.instant());
    audit.record(
        person.id().orElse("desk"),
        person.id().isPresent() ? Channel.ACCOUNT : Channel.DESK,
        "host maintenance ended: " + (maintenance.isCancelled() ? "cancelled" : "done"),
        maintenance.subject(),
        maintenance.evidence());
    if (maintenance.isBegun()) {
      events.publishEvent(new HostMaintenanceEnded(maintenance.host(), !maintenance.isCancelled()));
    }
  }

  private static String leftovers(HostMaintenance maintenance) {
    return "Its process instance was deleted. See in Mesos that "
        + maintenance.host()
        + " is up and has no maintenance window"
        + (maintenance.away().isEmpty()
            ? "."
            : ", and take the constraint that keeps them off it from "
                + String.join(", ", maintenance.away())
                + " in Marathon.");
  }
}
