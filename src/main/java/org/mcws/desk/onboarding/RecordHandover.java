package org.mcws.desk.onboarding;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.mcws.desk.audit.AuditTrail;
import org.mcws.desk.audit.Channel;
import org.mcws.desk.engine.CurrentPerson;
import org.springframework.stereotype.Component;

/** Keeps which owner took over, or what is missing, and puts that before Ops. */
@Component
class RecordHandover implements TaskListener {

  private final Onboardings onboardings;
  private final CurrentPerson person;
  private final AuditTrail audit;

  RecordHandover(Onboardings onboardings, CurrentPerson person, AuditTrail audit) {
    this.onboardings = onboardings;
    this.person = person;
    this.audit = audit;
  }

  @Override
  public void notify(DelegateTask task) {
    Onboarding onboarding =
        onboardings.findByProcessInstanceId(task.getProcessInstanceId()).orElseThrow();
    boolean missing = "missing".equals(task.getVariable(OnboardingProcess.HANDOVER));
    String what = (String) task.getVariable(OnboardingProcess.MISSING);
    if (missing) {
      task.getExecution()
          .setVariable(
              OnboardingProcess.FINDINGS, "The owners say that something is missing: " + what);
    }
    audit.record(
        person.id().orElse("desk"),
        Channel.ACCOUNT,
        missing ? "services returned" : "services taken over",
        OnboardingProcess.id(onboarding.id()),
        missing ? what : null);
  }
}
