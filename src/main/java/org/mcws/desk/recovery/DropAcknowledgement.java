package org.mcws.desk.recovery;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** Whoever has taken it is silent: others are called again. */
@Component
class DropAcknowledgement implements ExecutionListener {

  private final RecoveryProcess process;
  private final Chronicle chronicle;

  DropAcknowledgement(RecoveryProcess process, Chronicle chronicle) {
    this.process = process;
    this.chronicle = chronicle;
  }

  @Override
  public void notify(DelegateExecution execution) {
    Incident incident = process.of(execution);
    chronicle.note(
        incident,
        IncidentEntry.Kind.ACKNOWLEDGED,
        incident.acknowledgedBy() + " is not on it any more.");
    incident.dropAcknowledgement();
  }
}
