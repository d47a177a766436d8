package org.mcws.desk.hostmaintenance;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Keeps what Ops decide about a machine that cannot be emptied. */
@Component
class RecordHostDecision implements TaskListener {

  private final HostMaintenanceProcess process;
  private final HostDecisions decisions;

  RecordHostDecision(HostMaintenanceProcess process, HostDecisions decisions) {
    this.process = process;
    this.decisions = decisions;
  }

  @Override
  public void notify(DelegateTask task) {
    HostMaintenance maintenance = process.of(task.getProcessInstanceId());
    String app = maintenance.app();
    String decision = HostDecisions.of(task);
    switch (decision) {
      case "tryAgain" -> {
        decisions.keep(task, maintenance, "try again");
        maintenance.tryAgain();
      }
      case "skip" -> {
        decisions.keep(
            task, maintenance, app == null ? "go on all the same" : "leave " + app + " there");
        maintenance.skip();
      }
      case "cancel" -> {
        decisions.keep(task, maintenance, "cancel, and give the machine back");
        maintenance.cancel();
      }
      default -> throw new IllegalStateException("The form let pass the decision " + decision);
    }
  }
}
