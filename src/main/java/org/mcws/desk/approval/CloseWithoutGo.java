package org.mcws.desk.approval;

import java.time.Clock;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Tells everybody that it will not be done, not this time or not at all. */
@Component
class CloseWithoutGo implements JavaDelegate {

  private final Approvals approvals;
  private final Outcomes outcomes;
  private final ApprovalMail mail;
  private final Clock clock;

  CloseWithoutGo(Approvals approvals, Outcomes outcomes, ApprovalMail mail, Clock clock) {
    this.approvals = approvals;
    this.outcomes = outcomes;
    this.mail = mail;
    this.clock = clock;
  }

  @Override
  public void execute(DelegateExecution execution) {
    Approval approval = approvals.findById(ApprovalCourse.id(execution)).orElseThrow();
    approval.end(clock.instant());
    outcomes.publish(approval, approval.verdict());
    mail.news(approval);
  }
}
