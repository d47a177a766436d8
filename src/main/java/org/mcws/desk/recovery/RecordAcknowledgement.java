package org.mcws.desk.recovery;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.mcws.desk.audit.Channel;
import org.mcws.desk.engine.CurrentPerson;
import org.springframework.stereotype.Component;

/** Somebody of Ops has taken the incident. */
@Component
class RecordAcknowledgement implements TaskListener {

  private final RecoveryProcess process;
  private final Acknowledgements acknowledgements;
  private final CurrentPerson person;

  RecordAcknowledgement(
      RecoveryProcess process, Acknowledgements acknowledgements, CurrentPerson person) {
    this.process = process;
    this.acknowledgements = acknowledgements;
    this.person = person;
  }

  @Override
  public void notify(DelegateTask task) {
    String byLink = (String) task.getVariable(RecoveryProcess.ACKNOWLEDGED_BY);
    acknowledgements.take(
        process.of(task),
        byLink == null ? person.id().orElse(Chronicle.DESK) : byLink,
        (String) task.getVariable(RecoveryProcess.NOTE),
        byLink == null ? Channel.ACCOUNT : Channel.LINK);
    RecoveryProcess.forget(task);
  }
}
