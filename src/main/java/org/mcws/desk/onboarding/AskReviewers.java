package org.mcws.desk.onboarding;

import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.mcws.desk.engine.People;
import org.springframework.stereotype.Component;

/** Writes to the reviewer, or to all of them, that a task waits. */
@Component
class AskReviewers implements TaskListener {

  private final Onboardings onboardings;
  private final People people;
  private final OnboardingMail mail;

  AskReviewers(Onboardings onboardings, People people, OnboardingMail mail) {
    this.onboardings = onboardings;
    this.people = people;
    this.mail = mail;
  }

  @Override
  public void notify(DelegateTask task) {
    List<String> asked =
        task.getAssignee() == null ? people.members(People.REVIEWERS) : List.of(task.getAssignee());
    onboardings
        .findByProcessInstanceId(task.getProcessInstanceId())
        .ifPresent(onboarding -> mail.askReviewers(onboarding, asked, task.getName()));
  }
}
