package org.mcws.desk.approval;

import java.time.Clock;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.mcws.desk.approval.events.ApprovalOutcome.Verdict;
import org.mcws.desk.audit.AuditTrail;
import org.mcws.desk.audit.Channel;
import org.mcws.desk.engine.CurrentPerson;
import org.springframework.stereotype.Component;

/**
 * The process instance ends. If somebody has deleted it the approval is cancelled by that, so that
 * whoever has asked does not wait for ever; a calling process gets to know how it ended.
 */
@Component
class NoteEnd implements ExecutionListener {

  private final Approvals approvals;
  private final Outcomes outcomes;
  private final CurrentPerson person;
  private final AuditTrail audit;
  private final Clock clock;

  NoteEnd(
      Approvals approvals, Outcomes outcomes, CurrentPerson person, AuditTrail audit, Clock clock) {
    this.approvals = approvals;
    this.outcomes = outcomes;
    this.person = person;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public void notify(DelegateExecution execution) {
    Approval approval = approvals.lock(ApprovalCourse.id(execution)).orElseThrow();
    if (!approval.hasEnded()) {
      String who = person.id().orElse(Approval.DESK);
      approval.cancel(who, "Its process instance was deleted.", clock.instant());
      approval.end(clock.instant());
      audit.record(
          who,
          person.id().isPresent() ? Channel.ACCOUNT : Channel.DESK,
          "process instance deleted",
          approval.name(),
          null);
      outcomes.publish(approval, Verdict.CANCELLED);
    }
    if (execution.getSuperExecution() != null) {
      execution.setVariable(OwnerApprovalProcess.ENDED, approval.state().label());
    }
  }
}
