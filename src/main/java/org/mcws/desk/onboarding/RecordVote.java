package org.mcws.desk.onboarding;

import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.mcws.desk.engine.CurrentPerson;
import org.springframework.stereotype.Component;

/** Keeps a vote when its task is completed. */
@Component
class RecordVote implements TaskListener {

  private final Ballot ballot;
  private final CurrentPerson person;

  RecordVote(Ballot ballot, CurrentPerson person) {
    this.ballot = ballot;
    this.person = person;
  }

  @Override
  public void notify(DelegateTask task) {
    String reviewer = (String) task.getVariable(OnboardingProcess.REVIEWER);
    String actor =
        person.id().orElseGet(() -> Optional.ofNullable(task.getAssignee()).orElse("desk"));
    String reason = (String) task.getVariable(OnboardingProcess.VOTE_REASON);
    ballot.cast(
        task.getProcessInstanceId(),
        reviewer == null ? Ballot.CASTING : reviewer,
        actor,
        "yes".equals(task.getVariable(OnboardingProcess.VOTE)),
        reason == null || reason.isBlank() ? null : reason);
  }
}
