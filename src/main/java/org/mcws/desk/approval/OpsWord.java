package org.mcws.desk.approval;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.mcws.desk.approval.events.ApprovalOutcome.Verdict;
import org.mcws.desk.audit.AuditTrail;
import org.mcws.desk.audit.Channel;
import org.mcws.desk.community.Communities;
import org.mcws.desk.engine.InvalidField;
import org.mcws.desk.engine.InvalidInput;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What Community Ops decide where the owners' word alone does not lead on: always a named person's
 * decision, on record, and told to the owners.
 */
@Service
@Transactional
class OpsWord {

  private static final String DECISION = "/" + OwnerApprovalProcess.DECISION;
  private static final String REASON = "/" + OwnerApprovalProcess.REASON;
  private static final String UNTIL = "/" + OwnerApprovalProcess.UNTIL;
  private static final String MEASURE = "/" + OwnerApprovalProcess.MEASURE;

  private final Approvals approvals;
  private final Communities communities;
  private final Outcomes outcomes;
  private final ApprovalMail mail;
  private final AuditTrail audit;
  private final Waits waits;
  private final Clock clock;

  OpsWord(
      Approvals approvals,
      Communities communities,
      Outcomes outcomes,
      ApprovalMail mail,
      AuditTrail audit,
      Waits waits,
      Clock clock) {
    this.approvals = approvals;
    this.communities = communities;
    this.outcomes = outcomes;
    this.mail = mail;
    this.audit = audit;
    this.waits = waits;
    this.clock = clock;
  }

  /** A way out of a no-go, or of silence that is no answer. */
  void resolveBlocker(UUID id, OpsDecision decision) {
    Approval approval = approvals.lock(id).orElseThrow();
    switch (decision.what()) {
      case "askAgain" -> askAgain(approval, decision);
      case "exempt" -> exempt(approval, decision);
      case "emergencyGo" -> emergencyGo(approval, decision);
      case "cancel" -> cancel(approval, decision);
      default -> throw unknown(decision);
    }
  }

  /** A second person's word on an exemption. */
  void confirmExemption(UUID id, OpsDecision decision) {
    Approval approval = approvals.lock(id).orElseThrow();
    if (decision.by().equals(approval.decidedBy())) {
      throw new InvalidInput(
          DECISION,
          "You have asked for this exemption yourself: another one of Community Ops has to decide.");
    }
    switch (decision.what()) {
      case "confirm" -> {
        record(approval, "exemption confirmed", decision);
        grant(approval);
      }
      case "refuse" -> {
        require(decision.reason(), REASON, "Say why you refuse it.");
        approval.block(decision.by(), decision.reason(), clock.instant());
        record(approval, "exemption refused", decision);
      }
      default -> throw unknown(decision);
    }
  }

  /** What the owners meant, whose answers contradicted each other. */
  void settle(UUID id, OpsDecision decision) {
    Approval approval = approvals.lock(id).orElseThrow();
    require(decision.reason(), REASON, "Say what you have found out; the owners read it.");
    Instant now = clock.instant();
    switch (decision.what()) {
      case "go" -> {
        refuseIfDestructive(approval, "Two owners have to say go: ask them again.");
        approval.clear(Verdict.GO, decision.by(), decision.reason(), now);
        record(approval, "contradiction settled: go", decision);
        mail.news(approval);
      }
      case "askAgain" -> {
        approval.askAgain(Because.SETTLED, decision.reason());
        record(approval, "contradiction settled: ask again", decision);
      }
      case "noGo" -> {
        approval.block(decision.by(), decision.reason(), now);
        record(approval, "contradiction settled: no-go", decision);
        mail.news(approval);
      }
      case "cancel" -> cancel(approval, decision);
      default -> throw unknown(decision);
    }
  }

  /** The owners were helped, and can answer now. */
  void helped(UUID id, OpsDecision decision) {
    Approval approval = approvals.lock(id).orElseThrow();
    require(decision.reason(), REASON, "Say what you have done or explained; the owners read it.");
    approval.askAgain(Because.HELPED, decision.reason());
    record(approval, "owners helped", decision);
  }

  private void askAgain(Approval approval, OpsDecision decision) {
    LocalDate today = today(approval);
    LocalDate from = decision.until() == null ? today : decision.until();
    LocalDate last = today.plusDays(approval.ladder().longestWait().toDays());
    if (from.isBefore(today) || from.isAfter(last)) {
      throw new InvalidInput(
          UNTIL, "Ask again from a date between today and " + last + ", or leave it out.");
    }
    record(approval, "blocker resolved: ask again", decision);
    if (from.equals(today)) {
      approval.askAgain(Because.POSTPONED, decision.reason());
    } else {
      approval.postpone(
          waits.morningOf(from, zone(approval)), decision.by(), decision.reason(), clock.instant());
      mail.news(approval);
    }
  }

  private void exempt(Approval approval, OpsDecision decision) {
    List<InvalidField> wrong = new ArrayList<>();
    if (decision.reason() == null) {
      wrong.add(new InvalidField(REASON, "An exemption needs a reason."));
    }
    if (decision.measure() == null) {
      wrong.add(
          new InvalidField(MEASURE, "Say what is done against the risk while it is accepted."));
    }
    LocalDate today = today(approval);
    Duration longest = approval.ladder().longestExemption();
    LocalDate last = today.plusDays(longest.toDays());
    if (decision.until() == null
        || !decision.until().isAfter(today)
        || decision.until().isAfter(last)) {
      wrong.add(
          new InvalidField(
              UNTIL, "An exemption ends on a date after today and not after " + last + "."));
    }
    if (!wrong.isEmpty()) {
      throw new InvalidInput(wrong);
    }
    approval.proposeExemption(
        waits.morningOf(decision.until(), zone(approval)),
        decision.measure(),
        decision.by(),
        decision.reason(),
        clock.instant());
    record(approval, "exemption wanted until " + decision.until(), decision);
    if (approval.ladder().exemptionPeople() == 1) {
      grant(approval);
    }
  }

  private void grant(Approval approval) {
    approval.exempt();
    outcomes.publish(approval, Verdict.EXEMPTED);
    mail.exempted(approval);
  }

  private void emergencyGo(Approval approval, OpsDecision decision) {
    require(decision.reason(), REASON, "An emergency needs a reason; the owners read it at once.");
    refuseIfDestructive(
        approval, "What cannot be taken back is not done as an emergency: ask the owners again.");
    approval.clear(Verdict.EMERGENCY_GO, decision.by(), decision.reason(), clock.instant());
    record(approval, "emergency go", decision);
    mail.emergency(approval);
  }

  private void cancel(Approval approval, OpsDecision decision) {
    require(decision.reason(), REASON, "Say why it is cancelled; the owners read it.");
    approval.cancel(decision.by(), decision.reason(), clock.instant());
    record(approval, "approval cancelled", decision);
  }

  private static void refuseIfDestructive(Approval approval, String why) {
    if (approval.matter().destructive()) {
      throw new InvalidInput(DECISION, why);
    }
  }

  private static void require(String text, String field, String remedy) {
    if (text == null) {
      throw new InvalidInput(field, remedy);
    }
  }

  private static InvalidInput unknown(OpsDecision decision) {
    return new InvalidInput(
        DECISION, "'" + decision.what() + "' is none of the decisions that the form offers.");
  }

  private LocalDate today(Approval approval) {
    return LocalDate.now(clock.withZone(zone(approval)));
  }

  private ZoneId zone(Approval approval) {
    return communities.findById(approval.matter().community()).orElseThrow().timeZone();
  }

  private void record(Approval approval, String action, OpsDecision decision) {
    audit.record(decision.by(), Channel.ACCOUNT, action, approval.name(), decision.reason());
  }
}
