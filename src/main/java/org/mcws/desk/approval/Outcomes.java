package org.mcws.desk.approval;

import java.util.Optional;
import org.mcws.desk.approval.events.ApprovalDivided;
import org.mcws.desk.approval.events.ApprovalOutcome;
import org.mcws.desk.approval.events.ApprovalOutcome.Verdict;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Tells whoever has asked what was decided. */
@Component
class Outcomes {

  private final ApplicationEventPublisher events;

  Outcomes(ApplicationEventPublisher events) {
    this.events = events;
  }

  void divided(Approval approval, Approval part) {
    events.publishEvent(
        new ApprovalDivided(
            approval.id(),
            part.id(),
            part.matter().subject(),
            part.matter().community(),
            part.matter().serviceIds()));
  }

  void publish(Approval approval, Verdict verdict) {
    publish(
        approval,
        verdict,
        approval.decidedBy() == null ? Approval.DESK : approval.decidedBy(),
        approval.reason());
  }

  void publish(Approval approval, Verdict verdict, String by, String reason) {
    events.publishEvent(
        new ApprovalOutcome(
            approval.id(),
            approval.matter().subject(),
            approval.matter().community(),
            approval.matter().serviceIds(),
            verdict,
            by,
            reason == null ? "" : reason,
            verdict == Verdict.EXEMPTED ? Optional.of(approval.until()) : Optional.empty()));
  }
}
