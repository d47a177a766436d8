package org.mcws.desk.recovery;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Asks who has taken it whether they are still on it, before others are called. */
@Component
class AskStillOnIt implements JavaDelegate {

  private final RecoveryProcess process;
  private final DutyCalls calls;

  AskStillOnIt(RecoveryProcess process, DutyCalls calls) {
    this.process = process;
    this.calls = calls;
  }

  @Override
  public void execute(DelegateExecution execution) {
    calls.askStillOnIt(process.of(execution));
  }
}
