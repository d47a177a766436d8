package org.mcws.desk.onboarding;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Counts the votes that were cast, whether all were or the time was over. */
@Component
class CountVotes implements JavaDelegate {

  private final Ballot ballot;

  CountVotes(Ballot ballot) {
    this.ballot = ballot;
  }

  @Override
  public void execute(DelegateExecution execution) {
    execution.setVariable(
        OnboardingProcess.VOTE_RESULT, ballot.result(execution.getProcessInstanceId()));
  }
}
