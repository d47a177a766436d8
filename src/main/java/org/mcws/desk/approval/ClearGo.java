package org.mcws.desk.approval;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Tells whoever has asked that it may be done. */
@Component
class ClearGo implements JavaDelegate {

  private final Approvals approvals;
  private final Outcomes outcomes;

  ClearGo(Approvals approvals, Outcomes outcomes) {
    this.approvals = approvals;
    this.outcomes = outcomes;
  }

  @Override
  public void execute(DelegateExecution execution) {
    Approval approval = approvals.lock(ApprovalCourse.id(execution)).orElseThrow();
    if (approval.state() == State.GO_SOON) {
      approval.undoOver();
    } else if (approval.state() != State.CLEARED) {
      throw new IllegalStateException(
          approval.name() + " is " + approval.state().label() + " and not to be cleared");
    }
    outcomes.publish(approval, approval.verdict());
  }
}
