package org.mcws.desk.rollout;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Lets the rollout look again after services were added or closed. */
@Component
class WakeRollout implements JavaDelegate {

  private final Line line;

  WakeRollout(Line line) {
    this.line = line;
  }

  @Override
  public void execute(DelegateExecution execution) {
    line.goOn(line.lock(RolloutProcess.rollout(execution)));
  }
}
