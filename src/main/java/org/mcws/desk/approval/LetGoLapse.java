package org.mcws.desk.approval;

import java.time.Clock;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mcws.desk.approval.events.ApprovalOutcome.Verdict;
import org.mcws.desk.audit.AuditTrail;
import org.mcws.desk.audit.Channel;
import org.springframework.stereotype.Component;

/** A go that nobody has carried out for months is no go any more. */
@Component
class LetGoLapse implements JavaDelegate {

  private final Approvals approvals;
  private final Outcomes outcomes;
  private final ApprovalMail mail;
  private final AuditTrail audit;
  private final Clock clock;

  LetGoLapse(
      Approvals approvals, Outcomes outcomes, ApprovalMail mail, AuditTrail audit, Clock clock) {
    this.approvals = approvals;
    this.outcomes = outcomes;
    this.mail = mail;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public void execute(DelegateExecution execution) {
    Approval approval = approvals.lock(ApprovalCourse.id(execution)).orElseThrow();
    approval.lapse(clock.instant());
    audit.record(Approval.DESK, Channel.DESK, "go lapsed", approval.name(), null);
    outcomes.publish(
        approval,
        Verdict.CANCELLED,
        Approval.DESK,
        "The go was not carried out in time, so it is not valid any more.");
    mail.news(approval);
  }
}
