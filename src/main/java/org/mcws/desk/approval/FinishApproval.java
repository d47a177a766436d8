package org.mcws.desk.approval;

import java.time.Clock;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mcws.desk.audit.AuditTrail;
import org.mcws.desk.audit.Channel;
import org.springframework.stereotype.Component;

/** What was asked about has been done; whoever did it reports that to the owners. */
@Component
class FinishApproval implements JavaDelegate {

  private final Approvals approvals;
  private final AuditTrail audit;
  private final Clock clock;

  FinishApproval(Approvals approvals, AuditTrail audit, Clock clock) {
    this.approvals = approvals;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public void execute(DelegateExecution execution) {
    Approval approval = approvals.lock(ApprovalCourse.id(execution)).orElseThrow();
    approval.carriedOut(clock.instant());
    audit.record(Approval.DESK, Channel.DESK, "carried out", approval.name(), null);
  }
}
