package org.mcws.desk.hostmaintenance;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.mcws.desk.audit.AuditTrail;
import org.mcws.desk.audit.Channel;
import org.mcws.desk.engine.CurrentPerson;
import org.springframework.stereotype.Component;

/** Keeps what Ops decide in their tasks, with their names. */
@Component
class HostDecisions {

  private final CurrentPerson person;
  private final AuditTrail audit;

  HostDecisions(CurrentPerson person, AuditTrail audit) {
    this.person = person;
    this.audit = audit;
  }

  /** What the task's form says. */
  static String of(DelegateTask task) {
    return (String) task.getVariable(HostMaintenanceProcess.DECISION);
  }

  /**
   * @param words what was decided, in words
   */
  void keep(DelegateTask task, HostMaintenance maintenance, String words) {
    String who = person.id().orElse("desk");
    String remark =
        task.getVariable(HostMaintenanceProcess.REMARK) instanceof String text ? text.strip() : "";
    maintenance.note(who + ": " + words + (remark.isEmpty() ? "" : " (" + remark + ")"));
    audit.record(
        who,
        person.id().isPresent() ? Channel.ACCOUNT : Channel.DESK,
        "host maintenance: " + words,
        maintenance.subject(),
        remark);
  }
}
