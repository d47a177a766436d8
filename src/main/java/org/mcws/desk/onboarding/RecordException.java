package org.mcws.desk.onboarding;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.mcws.desk.audit.AuditTrail;
import org.mcws.desk.audit.Channel;
import org.mcws.desk.engine.CurrentPerson;
import org.springframework.stereotype.Component;

/** Keeps who let a community go on with fewer than two owners, or did not, and why. */
@Component
class RecordException implements TaskListener {

  private final Onboardings onboardings;
  private final CurrentPerson person;
  private final AuditTrail audit;

  RecordException(Onboardings onboardings, CurrentPerson person, AuditTrail audit) {
    this.onboardings = onboardings;
    this.person = person;
    this.audit = audit;
  }

  @Override
  public void notify(DelegateTask task) {
    Onboarding onboarding =
        onboardings.findByProcessInstanceId(task.getProcessInstanceId()).orElseThrow();
    audit.record(
        person.id().orElse("desk"),
        Channel.ACCOUNT,
        "exception " + task.getVariable(OnboardingProcess.EXCEPTION),
        OnboardingProcess.id(onboarding.id()),
        (String) task.getVariable(OnboardingProcess.EXCEPTION_REASON));
  }
}
