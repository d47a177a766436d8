package org.mcws.desk.rollout;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Lets the rollout that is running take in what has joined it. */
@Component
class JoinRollout implements JavaDelegate {

  private final Intake intake;

  JoinRollout(Intake intake) {
    this.intake = intake;
  }

  @Override
  public void execute(DelegateExecution execution) {
    intake.tell();
  }
}
