package org.mcws.desk.hostmaintenance;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Keeps whether the work on the machine was done. */
@Component
class RecordHostWork implements TaskListener {

  private final HostMaintenanceProcess process;
  private final HostDecisions decisions;

  RecordHostWork(HostMaintenanceProcess process, HostDecisions decisions) {
    this.process = process;
    this.decisions = decisions;
  }

  @Override
  public void notify(DelegateTask task) {
    HostMaintenance maintenance = process.of(task.getProcessInstanceId());
    boolean done = HostDecisions.of(task).equals("done");
    decisions.keep(task, maintenance, done ? "the work is done" : "the work was not done");
    if (!done) {
      maintenance.cancel();
    }
  }
}
