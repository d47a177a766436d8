package org.mcws.desk.approval;

import java.time.Clock;
import java.time.Instant;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mcws.desk.approval.events.ApprovalOutcome.Verdict;
import org.mcws.desk.audit.AuditTrail;
import org.mcws.desk.audit.Channel;
import org.mcws.desk.community.Owner;
import org.mcws.desk.community.OwnerLists;
import org.mcws.desk.notification.DeskReason;
import org.springframework.stereotype.Component;

/** Nobody has answered by the deadline: does what was announced in the first mail. */
@Component
class TakeSilence implements JavaDelegate {

  private final Approvals approvals;
  private final OwnerLists ownerLists;
  private final ApprovalMail mail;
  private final AuditTrail audit;
  private final Waits waits;
  private final Clock clock;

  TakeSilence(
      Approvals approvals,
      OwnerLists ownerLists,
      ApprovalMail mail,
      AuditTrail audit,
      Waits waits,
      Clock clock) {
    this.approvals = approvals;
    this.ownerLists = ownerLists;
    this.mail = mail;
    this.audit = audit;
    this.waits = waits;
    this.clock = clock;
  }

  @Override
  public void execute(DelegateExecution execution) {
    Approval approval = approvals.lock(ApprovalCourse.id(execution)).orElseThrow();
    Ladder ladder = approval.ladder();
    Instant now = clock.instant();
    if (!ladder.isNotice()) {
      ownerLists.silent(
          approval.matter().community(),
          mail.asked(approval).stream()
              .map(Owner::email)
              .filter(email -> !email.equals(approval.firstGoBy()))
              .toList(),
          waits.after(approval.askedAt(), ladder.unresponsiveAfter()));
    }
    String words = Words.ENGLISH.say("silence." + ladder.silence());
    Verdict meaning =
        switch (ladder.silence()) {
          case GO -> Verdict.GO;
          case SKIP -> Verdict.SKIPPED;
          case NO -> Verdict.CANCELLED;
          case OPS_DECIDE -> null;
        };
    approval.silent(meaning, DeskReason.NOBODY_ANSWERED.text(), now);
    audit.record(
        Approval.DESK, Channel.DESK, "silence: " + ladder.silence(), approval.name(), words);
    mail.dropHeld(approval);
    if (meaning == Verdict.GO) {
      mail.silenceIsGo(approval);
    } else if (meaning == null) {
      mail.news(approval);
    }
  }
}
