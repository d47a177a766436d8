package org.mcws.desk.update;

import java.time.Clock;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mcws.desk.update.DeploymentWatch.Outcome;
import org.springframework.stereotype.Component;

/**
 * Tries the new version as a visitor would, since no other visitor has come to a verdict in time.
 * Only reads outside.
 */
@Component
class ProbeAsVisitor implements JavaDelegate {

  private final ServiceUpdates updates;
  private final DeploymentWatch watch;
  private final Clock clock;

  ProbeAsVisitor(ServiceUpdates updates, DeploymentWatch watch, Clock clock) {
    this.updates = updates;
    this.watch = watch;
    this.clock = clock;
  }

  @Override
  public void execute(DelegateExecution execution) {
    ServiceUpdate update = updates.lock(execution.getProcessInstanceId()).orElseThrow();
    Outcome outcome = watch.judge(update, watch.see(update));
    if (outcome == Outcome.NOT_YET) {
      update.visitAt(clock.instant().plus(watch.visitEvery(update)));
    } else {
      update.visitNoMore();
    }
    ServiceUpdateProcess.answer(execution, outcome);
  }
}
