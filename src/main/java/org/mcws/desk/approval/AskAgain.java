package org.mcws.desk.approval;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** The date has come to which an approval was put off: the owners are to be asked again. */
@Component
class AskAgain implements ExecutionListener {

  private final Approvals approvals;

  AskAgain(Approvals approvals) {
    this.approvals = approvals;
  }

  @Override
  public void notify(DelegateExecution execution) {
    Approval approval = approvals.lock(ApprovalCourse.id(execution)).orElseThrow();
    approval.askAgain(
        switch (approval.state()) {
          case EXEMPTED -> Because.EXEMPTION_OVER;
          case POSTPONED -> Because.POSTPONED;
          default -> Because.WAITED;
        },
        approval.state() == State.POSTPONED ? approval.reason() : null);
  }
}
