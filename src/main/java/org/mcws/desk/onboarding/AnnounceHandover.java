package org.mcws.desk.onboarding;

import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Tells the owners that their services are ready when the task to take them over is made. */
@Component
class AnnounceHandover implements TaskListener {

  private final Onboardings onboardings;
  private final OnboardingMail mail;

  AnnounceHandover(Onboardings onboardings, OnboardingMail mail) {
    this.onboardings = onboardings;
    this.mail = mail;
  }

  @Override
  public void notify(DelegateTask task) {
    Onboarding onboarding =
        onboardings.findByProcessInstanceId(task.getProcessInstanceId()).orElseThrow();
    // Silence now must not be taken for what was said in an earlier round.
    task.getExecution()
        .removeVariables(List.of(OnboardingProcess.HANDOVER, OnboardingProcess.MISSING));
    mail.handOver(onboarding, (String) task.getVariable(OnboardingProcess.DELIVERED), false);
    onboarding.handOver();
  }
}
