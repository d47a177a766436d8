package org.mcws.desk.approval;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.mcws.desk.approval.events.Asker;
import org.mcws.desk.audit.AuditTrail;
import org.mcws.desk.audit.Channel;
import org.springframework.stereotype.Component;

/**
 * The date has come to which an approval was put off: the owners are to be asked again, unless that
 * is of no use any more.
 */
@Component
class AskAgain implements ExecutionListener {

  private final Approvals approvals;
  private final List<Asker> askers;
  private final AuditTrail audit;
  private final Clock clock;

  AskAgain(Approvals approvals, List<Asker> askers, AuditTrail audit, Clock clock) {
    this.approvals = approvals;
    this.askers = askers;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public void notify(DelegateExecution execution) {
    Approval approval = approvals.lock(ApprovalCourse.id(execution)).orElseThrow();
    Matter matter = approval.matter();
    Optional<String> settled =
        askers.stream()
            .flatMap(asker -> asker.settled(matter.subject(), matter.serviceIds()).stream())
            .findFirst();
    settled.ifPresentOrElse(reason -> settle(approval, reason), () -> askAgain(approval));
  }

  private void settle(Approval approval, String reason) {
    approval.settle(reason, clock.instant());
    audit.record(Approval.DESK, Channel.DESK, "withdrawn", approval.name(), reason);
  }

  private static void askAgain(Approval approval) {
    approval.askAgain(
        switch (approval.state()) {
          case EXEMPTED -> Because.EXEMPTION_OVER;
          case POSTPONED -> Because.POSTPONED;
          default -> Because.WAITED;
        },
        approval.state() == State.POSTPONED ? approval.reason() : null);
  }
}
