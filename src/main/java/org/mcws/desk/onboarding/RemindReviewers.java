package org.mcws.desk.onboarding;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Writes to the reviewers who have not voted. */
@Component
class RemindReviewers implements JavaDelegate {

  private final Onboardings onboardings;
  private final Votes votes;
  private final Ballot ballot;
  private final OnboardingMail mail;

  RemindReviewers(Onboardings onboardings, Votes votes, Ballot ballot, OnboardingMail mail) {
    this.onboardings = onboardings;
    this.votes = votes;
    this.ballot = ballot;
    this.mail = mail;
  }

  @Override
  public void execute(DelegateExecution execution) {
    Onboarding onboarding =
        onboardings.findByProcessInstanceId(execution.getProcessInstanceId()).orElseThrow();
    Set<String> voted =
        votes.findByOnboardingOrderByCastAt(onboarding.id()).stream()
            .map(Vote::reviewer)
            .collect(Collectors.toSet());
    List<String> silent = ballot.reviewers().stream().filter(r -> !voted.contains(r)).toList();
    mail.remindReviewers(onboarding, silent);
  }
}
