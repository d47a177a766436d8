package org.mcws.desk.onboarding;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Tells everybody that and why the onboarding was abandoned, and gives up what was kept for it. */
@Component
class TellAbandonment implements JavaDelegate {

  private final Onboardings onboardings;
  private final OnboardingMail mail;
  private final OnboardingEnd end;

  TellAbandonment(Onboardings onboardings, OnboardingMail mail, OnboardingEnd end) {
    this.onboardings = onboardings;
    this.mail = mail;
    this.end = end;
  }

  @Override
  public void execute(DelegateExecution execution) {
    Onboarding onboarding =
        onboardings.findByProcessInstanceId(execution.getProcessInstanceId()).orElseThrow();
    tell(onboarding, (String) execution.getVariable(OnboardingProcess.ABANDON_REASON));
  }

  void tell(Onboarding onboarding, String reason) {
    mail.abandoned(onboarding, reason);
    end.withoutServices(onboarding, Onboarding.State.ABANDONED, reason);
  }
}
