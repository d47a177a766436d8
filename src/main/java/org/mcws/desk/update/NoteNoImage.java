package org.mcws.desk.update;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Notes that nobody has named a fixed image in time. */
@Component
class NoteNoImage implements JavaDelegate {

  private final ServiceUpdateProcess process;

  NoteNoImage(ServiceUpdateProcess process) {
    this.process = process;
  }

  @Override
  public void execute(DelegateExecution execution) {
    process.of(execution).note("Nobody has named a fixed image in time.");
    ServiceUpdateProcess.answer(execution, Examination.Outcome.NOT_READY);
  }
}
