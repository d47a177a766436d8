package org.mcws.desk.onboarding;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Reminds Ops of a task that waits for them. */
@Component
class RemindOps implements TaskListener {

  private final Onboardings onboardings;
  private final OnboardingMail mail;

  RemindOps(Onboardings onboardings, OnboardingMail mail) {
    this.onboardings = onboardings;
    this.mail = mail;
  }

  @Override
  public void notify(DelegateTask task) {
    onboardings
        .findByProcessInstanceId(task.getProcessInstanceId())
        .ifPresent(onboarding -> mail.remindOps(onboarding, task.getName()));
  }
}
