package org.mcws.desk.recovery;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Calls whoever is next on the ladder, or nobody before the next shift begins. */
@Component
class CallNextRung implements JavaDelegate {

  private final RecoveryProcess process;
  private final DutyCalls calls;

  CallNextRung(RecoveryProcess process, DutyCalls calls) {
    this.process = process;
    this.calls = calls;
  }

  @Override
  public void execute(DelegateExecution execution) {
    calls.callNext(process.of(execution));
  }
}
