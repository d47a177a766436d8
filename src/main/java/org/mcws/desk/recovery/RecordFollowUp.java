package org.mcws.desk.recovery;

import java.time.Clock;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.mcws.desk.engine.CurrentPerson;
import org.springframework.stereotype.Component;

/** Something that a review has asked for is done. */
@Component
class RecordFollowUp implements TaskListener {

  private final RecoveryProcess process;
  private final FollowUps followUps;
  private final Chronicle chronicle;
  private final CurrentPerson person;
  private final Clock clock;

  RecordFollowUp(
      RecoveryProcess process,
      FollowUps followUps,
      Chronicle chronicle,
      CurrentPerson person,
      Clock clock) {
    this.process = process;
    this.followUps = followUps;
    this.chronicle = chronicle;
    this.person = person;
    this.clock = clock;
  }

  @Override
  public void notify(DelegateTask task) {
    FollowUp followUp = followUps.of(task);
    String who = person.id().orElse(Chronicle.DESK);
    String outcome = (String) task.getVariable(RecoveryProcess.NOTE);
    followUp.done(who, outcome, clock.instant());
    chronicle.note(
        process.of(task),
        IncidentEntry.Kind.NOTE,
        "Done: " + followUp.what() + " (" + outcome + ")",
        who);
  }
}
