package org.mcws.desk.hostmaintenance;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Keeps what Ops decide about a machine or an app that is not back as it should. */
@Component
class RecordReturnDecision implements TaskListener {

  private final HostMaintenanceProcess process;
  private final Homecoming homecoming;
  private final HostDecisions decisions;

  RecordReturnDecision(
      HostMaintenanceProcess process, Homecoming homecoming, HostDecisions decisions) {
    this.process = process;
    this.homecoming = homecoming;
    this.decisions = decisions;
  }

  @Override
  public void notify(DelegateTask task) {
    HostMaintenance maintenance = process.of(task.getProcessInstanceId());
    if (HostDecisions.of(task).equals("goOn")) {
      decisions.keep(
          task,
          maintenance,
          "wait no longer for " + (maintenance.isBack() ? maintenance.app() : maintenance.host()));
      homecoming.waitNoLonger(maintenance);
    } else {
      decisions.keep(task, maintenance, "look again");
    }
    maintenance.tryAgain();
  }
}
