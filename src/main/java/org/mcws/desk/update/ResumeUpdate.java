package org.mcws.desk.update;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** The old version has been kept for long enough: the update begins anew. */
@Component
class ResumeUpdate implements ExecutionListener {

  private final ServiceUpdateProcess process;

  ResumeUpdate(ServiceUpdateProcess process) {
    this.process = process;
  }

  @Override
  public void notify(DelegateExecution execution) {
    process.of(execution).tryAgain();
  }
}
