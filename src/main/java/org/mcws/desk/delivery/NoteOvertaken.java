package org.mcws.desk.delivery;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** Something newer waits, so that nobody is asked about this. */
@Component
class NoteOvertaken implements ExecutionListener {

  private final DeliveryProcess process;

  NoteOvertaken(DeliveryProcess process) {
    this.process = process;
  }

  @Override
  public void notify(DelegateExecution execution) {
    process.of(execution).overtake();
  }
}
