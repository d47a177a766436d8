package org.mcws.desk.approval;

import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.mcws.desk.audit.Channel;
import org.mcws.desk.engine.CurrentPerson;
import org.springframework.stereotype.Component;

/** Takes an owner's answer when their task is finished, by whichever door. */
@Component
class RecordAnswer implements TaskListener {

  private final OwnersWord owners;
  private final SentFields sent;
  private final CurrentPerson person;

  RecordAnswer(OwnersWord owners, SentFields sent, CurrentPerson person) {
    this.owners = owners;
    this.sent = sent;
    this.person = person;
  }

  @Override
  public void notify(DelegateTask task) {
    owners.decide(SentFields.approval(task), voter(task), sent.answer(task));
    sent.forget(task);
  }

  private Voter voter(DelegateTask task) {
    if (person.id().isPresent()) {
      return new Voter(person.id().get(), Channel.ACCOUNT);
    }
    String named = (String) task.getVariable(OwnerApprovalProcess.ANSWERED_BY);
    if (named == null) {
      throw new AuthorizationException("Nothing tells who answers.");
    }
    return new Voter(named, Channel.LINK);
  }
}
