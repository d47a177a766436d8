package org.mcws.desk.approval;

import java.time.Clock;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mcws.desk.approval.events.ApprovalOutcome.Verdict;
import org.mcws.desk.audit.AuditTrail;
import org.mcws.desk.audit.Channel;
import org.springframework.stereotype.Component;

/**
 * Tells the owners that nobody wants to know any more, and whoever had asked that it will not be
 * decided. Withdraws what was split off, too, unless only this one is meant.
 */
@Component
class TellWithdrawal implements JavaDelegate {

  private static final int LONGEST_REASON = 2000;

  private final Approvals approvals;
  private final OwnerApprovalProcess process;
  private final Outcomes outcomes;
  private final ApprovalMail mail;
  private final AuditTrail audit;
  private final Clock clock;

  TellWithdrawal(
      Approvals approvals,
      OwnerApprovalProcess process,
      Outcomes outcomes,
      ApprovalMail mail,
      AuditTrail audit,
      Clock clock) {
    this.approvals = approvals;
    this.process = process;
    this.outcomes = outcomes;
    this.mail = mail;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public void execute(DelegateExecution execution) {
    Approval approval = approvals.lock(ApprovalCourse.id(execution)).orElseThrow();
    Object sent = execution.getVariable(OwnerApprovalProcess.WITHDRAWAL_REASON);
    String text = sent == null ? "" : sent.toString().strip();
    String reason = text.length() > LONGEST_REASON ? text.substring(0, LONGEST_REASON) : text;
    approval.withdraw(reason, clock.instant());
    audit.record(Approval.DESK, Channel.DESK, "withdrawn", approval.name(), reason);
    outcomes.publish(approval, Verdict.CANCELLED, Approval.DESK, reason);
    mail.dropHeld(approval);
    mail.news(approval);
    if (!Boolean.TRUE.equals(execution.getVariable(OwnerApprovalProcess.WITHDRAWN_ALONE))) {
      approvals
          .findByParentOrderByCreatedAt(approval.id())
          .forEach(part -> process.withdraw(part.id(), reason));
    }
  }
}
