package org.mcws.desk.approval;

import java.time.Clock;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * One approval has one answer. Services for which the answer does not hold become an approval of
 * their own, which begins with the answer that was given for them, or by asking.
 */
@Component
class DivideByAnswer implements JavaDelegate {

  private final Approvals approvals;
  private final Answers answers;
  private final OwnersWord owners;
  private final OwnerApprovalProcess process;
  private final Outcomes outcomes;
  private final Clock clock;

  DivideByAnswer(
      Approvals approvals,
      Answers answers,
      OwnersWord owners,
      OwnerApprovalProcess process,
      Outcomes outcomes,
      Clock clock) {
    this.approvals = approvals;
    this.answers = answers;
    this.owners = owners;
    this.process = process;
    this.outcomes = outcomes;
    this.clock = clock;
  }

  @Override
  public void execute(DelegateExecution execution) {
    Approval approval = approvals.findById(ApprovalCourse.id(execution)).orElseThrow();
    if (approval.matter().services().size() > 1) {
      answers
          .findFirstByApprovalOrderByIdDesc(approval.id())
          .filter(answer -> approval.matter().serviceIds().containsAll(answer.exceptFor()))
          .filter(answer -> !answer.exceptFor().isEmpty())
          .filter(answer -> answer.effect() == Effect.DECIDED)
          .ifPresent(answer -> divide(approval, answer));
    }
  }

  private void divide(Approval approval, Answer answer) {
    Approval part = approvals.save(approval.split(Set.copyOf(answer.exceptFor()), clock.instant()));
    if (answer.exceptChoice().isPresent()) {
      owners.carryOver(part, answer);
    }
    outcomes.divided(approval, part);
    process.startPart(part);
  }
}
