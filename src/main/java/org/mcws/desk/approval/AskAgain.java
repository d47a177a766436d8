package org.mcws.desk.approval;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.mcws.desk.approval.events.Asker;
import org.springframework.stereotype.Component;

/**
 * The date has come to which an approval was put off: the owners are to be asked again, unless that
 * is of no use any more.
 */
@Component
class AskAgain implements ExecutionListener {

  private final Approvals approvals;
  private final List<Asker> askers;
  private final Clock clock;

  AskAgain(Approvals approvals, List<Asker> askers, Clock clock) {
    this.approvals = approvals;
    this.askers = askers;
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
    settled.ifPresentOrElse(
        reason -> approval.settle(reason, clock.instant()), () -> askAgain(approval));
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
