package org.mcws.desk.onboarding;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Reminds the owners to look at their services. */
@Component
class RemindToTakeOver implements JavaDelegate {

  private final Onboardings onboardings;
  private final OnboardingMail mail;

  RemindToTakeOver(Onboardings onboardings, OnboardingMail mail) {
    this.onboardings = onboardings;
    this.mail = mail;
  }

  @Override
  public void execute(DelegateExecution execution) {
    Onboarding onboarding =
        onboardings.findByProcessInstanceId(execution.getProcessInstanceId()).orElseThrow();
    mail.handOver(onboarding, (String) execution.getVariable(OnboardingProcess.DELIVERED), true);
  }
}
