package org.mcws.desk.onboarding;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.mcws.desk.audit.AuditTrail;
import org.mcws.desk.audit.Channel;
import org.mcws.desk.community.OwnerLists;
import org.mcws.desk.engine.CurrentPerson;
import org.mcws.desk.engine.InvalidInput;
import org.springframework.stereotype.Component;

/** Keeps who let a community go on with fewer than two owners, or did not, and why. */
@Component
class RecordException implements TaskListener {

  private final Onboardings onboardings;
  private final OwnerLists ownerLists;
  private final CurrentPerson person;
  private final AuditTrail audit;

  RecordException(
      Onboardings onboardings, OwnerLists ownerLists, CurrentPerson person, AuditTrail audit) {
    this.onboardings = onboardings;
    this.ownerLists = ownerLists;
    this.person = person;
    this.audit = audit;
  }

  @Override
  public void notify(DelegateTask task) {
    Onboarding onboarding =
        onboardings.findByProcessInstanceId(task.getProcessInstanceId()).orElseThrow();
    if ("granted".equals(task.getVariable(OnboardingProcess.EXCEPTION))
        && ownerLists.confirmed(onboarding.community()).isEmpty()) {
      throw new InvalidInput(
          "/" + OnboardingProcess.EXCEPTION,
          "Nobody of those named has confirmed, so there would be no owner: refuse it, and let"
              + " them ask again with people who answer.");
    }
    audit.record(
        person.id().orElse("desk"),
        Channel.ACCOUNT,
        "exception " + task.getVariable(OnboardingProcess.EXCEPTION),
        OnboardingProcess.id(onboarding.id()),
        (String) task.getVariable(OnboardingProcess.EXCEPTION_REASON));
  }
}
