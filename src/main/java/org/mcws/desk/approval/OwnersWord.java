package org.mcws.desk.approval;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.camunda.bpm.engine.AuthorizationException;
import org.mcws.desk.approval.events.ApprovalOutcome.Verdict;
import org.mcws.desk.audit.AuditTrail;
import org.mcws.desk.community.Owner;
import org.mcws.desk.community.OwnerLists;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.server.ResponseStatusException;

/**
 * What owners say, and what comes of it. All doors lead here: Tasklist and the engine's REST by the
 * end of the owners' task, the desk's REST and the page behind the link in a mail by {@link #give}.
 * A further door, such as a reply by mail, only has to make sure who the {@link Voter} is.
 *
 * <p>The first valid answer decides, so the row of the approval is locked before it is looked at.
 */
@Service
@Transactional
class OwnersWord {

  private final Approvals approvals;
  private final Answers answers;
  private final AnswerRules rules;
  private final OwnerLists ownerLists;
  private final OwnerApprovalProcess process;
  private final Outcomes outcomes;
  private final ApprovalMail mail;
  private final AuditTrail audit;
  private final Waits waits;
  private final Clock clock;

  OwnersWord(
      Approvals approvals,
      Answers answers,
      AnswerRules rules,
      OwnerLists ownerLists,
      OwnerApprovalProcess process,
      Outcomes outcomes,
      ApprovalMail mail,
      AuditTrail audit,
      Waits waits,
      Clock clock) {
    this.approvals = approvals;
    this.answers = answers;
    this.rules = rules;
    this.ownerLists = ownerLists;
    this.process = process;
    this.outcomes = outcomes;
    this.mail = mail;
    this.audit = audit;
    this.waits = waits;
    this.clock = clock;
  }

  /**
   * Takes an answer at whatever moment it comes.
   *
   * @return what became of it; nothing was changed if it is {@link Effect#TOO_LATE}
   * @throws AuthorizationException if the person is no confirmed owner of the community
   * @throws RefusedAnswer if it cannot be taken as it is
   */
  Effect give(UUID id, Voter voter, GivenAnswer answer) {
    Approval approval = approvals.lock(id).orElseThrow();
    Owner owner = owner(approval, voter);
    if (approval.hasEnded()) {
      return Effect.TOO_LATE;
    }
    if (approval.state() == State.ASKED) {
      return answerNow(approval, voter, answer);
    }
    if (agrees(approval, answer) && !wantsAnotherDate(approval, owner, answer)) {
      return agree(approval, owner, voter, answer);
    }
    rules.check(approval, owner, answer);
    if (maySpeakAgain(approval, owner)) {
      approval.askAgain(Because.OWNER_SPEAKS, null);
      reconsider(approval);
      return answerNow(approval, voter, answer);
    }
    if (approval.state().isWithOps() || approval.verdict() == Verdict.EMERGENCY_GO) {
      Answer kept = keep(approval, owner, voter, answer, Effect.NOTED);
      mail.receipt(approval, kept);
      mail.tellOpsOfVoice(approval, kept);
      return Effect.NOTED;
    }
    return contradict(approval, owner, voter, answer);
  }

  /**
   * Takes back an answer that has had no effect yet: a go for some minutes, a wait until its date.
   *
   * @throws AuthorizationException if the person is no confirmed owner of the community
   * @throws RefusedAnswer if there is no such answer of this person
   */
  Effect undo(UUID id, Voter voter) {
    Approval approval = approvals.lock(id).orElseThrow();
    Owner owner = owner(approval, voter);
    if (approval.hasEnded()) {
      return Effect.TOO_LATE;
    }
    if (!mayUndo(approval, owner.email())) {
      throw new RefusedAnswer("/" + OwnerApprovalProcess.ANSWER, "flaw.undo", "");
    }
    GivenAnswer taken = new GivenAnswer(approval.choice(), null, null, Set.of(), Optional.empty());
    keep(approval, owner, voter, taken, Effect.UNDONE);
    approval.askAgain(Because.UNDONE, owner.email());
    reconsider(approval);
    return Effect.UNDONE;
  }

  /** Whether this person's answer can be taken back just now. */
  boolean mayUndo(Approval approval, String email) {
    return (approval.state() == State.GO_SOON || approval.state() == State.WAITING)
        && email.equals(approval.decidedBy());
  }

  /**
   * Records an answer at the end of the owners' task, whoever has ended it.
   *
   * @throws RefusedAnswer if it cannot be taken, or somebody else was a moment faster
   */
  void decide(UUID id, Voter voter, GivenAnswer answer) {
    Approval approval = approvals.lock(id).orElseThrow();
    Owner owner = owner(approval, voter);
    if (approval.state() != State.ASKED) {
      throw new RefusedAnswer(
          "/" + OwnerApprovalProcess.ANSWER,
          "flaw.already",
          new Standing(
                  Words.ENGLISH,
                  ZoneId.of(owner.timeZone()),
                  ownerLists.confirmed(owner.community()))
              .of(approval));
    }
    rules.check(approval, owner, answer);
    boolean first =
        answer.choice() == Choice.GO && approval.ladder().goPeople() > 1 && !hasFirstGo(approval);
    apply(approval, owner, answer, first);
    Answer kept =
        keep(approval, owner, voter, answer, first ? Effect.FIRST_OF_TWO : Effect.DECIDED);
    if (!first) {
      mail.dropHeld(approval);
    }
    mail.receipt(approval, kept);
  }

  /** Gives the part that was split off the answer that its owner had for it. */
  void carryOver(Approval part, Answer answer) {
    Owner owner = ownerLists.confirmed(part.matter().community(), answer.who()).orElseThrow();
    Choice choice = answer.exceptChoice().orElseThrow();
    GivenAnswer given =
        new GivenAnswer(
            choice,
            answer.reason(),
            choice == Choice.WAIT ? answer.until() : null,
            Set.of(),
            Optional.empty());
    apply(part, owner, given, false);
    Voter voter = new Voter(answer.who(), answer.channel());
    mail.receipt(part, keep(part, owner, voter, given, Effect.DECIDED));
  }

  /** Whether an owner has said go as the first of two; whoever is none any more does not count. */
  private boolean hasFirstGo(Approval approval) {
    return approval.firstGoBy() != null
        && ownerLists.confirmed(approval.matter().community(), approval.firstGoBy()).isPresent();
  }

  private void apply(Approval approval, Owner owner, GivenAnswer answer, boolean firstOfTwo) {
    Instant now = clock.instant();
    String who = owner.email();
    switch (answer.choice()) {
      case GO -> {
        if (firstOfTwo) {
          approval.firstGo(who);
        } else {
          approval.goSoon(who, answer.reason(), now, waits.after(now, approval.ladder().undo()));
        }
      }
      case NO_GO -> {
        if (approval.matter().isOwn()) {
          approval.refuse(who, answer.reason(), now);
        } else {
          approval.noGo(who, answer.reason(), now);
        }
      }
      case WAIT ->
          approval.waitUntil(
              waits.morningOf(answer.until(), ZoneId.of(owner.timeZone())),
              who,
              answer.reason(),
              now);
      case HELP -> approval.help(who, answer.reason(), now);
    }
  }

  private Effect answerNow(Approval approval, Voter voter, GivenAnswer answer) {
    if (!process.answer(approval, voter, answer)) {
      throw overtaken();
    }
    return answers.findFirstByApprovalOrderByIdDesc(approval.id()).orElseThrow().effect();
  }

  private void reconsider(Approval approval) {
    if (!process.reconsider(approval)) {
      throw overtaken();
    }
  }

  private static ResponseStatusException overtaken() {
    return new ResponseStatusException(
        HttpStatus.CONFLICT,
        "This is being withdrawn just now, or its process instance is not there any more."
            + " Look again in a moment; if it does not change, tell Community Ops.");
  }

  private Effect agree(Approval approval, Owner owner, Voter voter, GivenAnswer answer) {
    // Whoever sends the same twice has said it once.
    if (!owner.email().equals(approval.decidedBy())
        || !Objects.equals(answer.reason(), approval.reason())) {
      Answer kept = keep(approval, owner, voter, answer, Effect.AGREED);
      mail.receipt(approval, kept);
      if (approval.state().isWithOps()) {
        mail.tellOpsOfVoice(approval, kept);
      }
    }
    return Effect.AGREED;
  }

  private Effect contradict(Approval approval, Owner owner, Voter voter, GivenAnswer answer) {
    boolean wasCleared = approval.state() == State.CLEARED;
    Answer kept = keep(approval, owner, voter, answer, Effect.CONTRADICTED);
    approval.contradicted(answer.choice());
    if (wasCleared) {
      outcomes.publish(approval, Verdict.PAUSED, owner.email(), answer.reason());
    }
    mail.contradicted(approval, kept);
    reconsider(approval);
    return Effect.CONTRADICTED;
  }

  private static boolean agrees(Approval approval, GivenAnswer answer) {
    boolean silentGo = approval.state() == State.CLEARED && approval.choice() == null;
    Choice decided = silentGo ? Choice.GO : approval.choice();
    return answer.exceptFor().isEmpty()
        && answer.choice() == decided
        && (answer.choice() != Choice.WAIT || approval.state() == State.WAITING)
        && approval.state() != State.CONTRADICTED
        && approval.state() != State.POSTPONED
        && approval.state() != State.EXEMPTED;
  }

  private boolean wantsAnotherDate(Approval approval, Owner owner, GivenAnswer answer) {
    return answer.choice() == Choice.WAIT
        && owner.email().equals(approval.decidedBy())
        && answers
            .findFirstByApprovalOrderByIdDesc(approval.id())
            .filter(last -> Objects.equals(last.until(), answer.until()))
            .isEmpty();
  }

  /** Who has answered may think better of it; and what waits for a date may be answered before. */
  private static boolean maySpeakAgain(Approval approval, Owner owner) {
    return switch (approval.state()) {
      case POSTPONED, EXEMPTED -> true;
      case GO_SOON, WAITING -> owner.email().equals(approval.decidedBy());
      default -> false;
    };
  }

  private Owner owner(Approval approval, Voter voter) {
    return ownerLists
        .confirmed(approval.matter().community(), voter.email())
        .orElseThrow(
            () ->
                new AuthorizationException(
                    "Only confirmed owners of the community "
                        + approval.matter().community()
                        + " answer this."));
  }

  private Answer keep(
      Approval approval, Owner owner, Voter voter, GivenAnswer given, Effect effect) {
    ownerLists.heardOf(owner);
    audit.record(
        voter.email(),
        voter.channel(),
        "answer " + given.choice().label() + " " + effect.label(),
        approval.name(),
        detail(given));
    return answers.save(new Answer(approval, voter, given, effect, clock.instant()));
  }

  private static String detail(GivenAnswer given) {
    StringBuilder detail = new StringBuilder();
    if (given.reason() != null) {
      detail.append(given.reason());
    }
    if (given.until() != null) {
      detail.append(" (until ").append(given.until()).append(')');
    }
    if (!given.exceptFor().isEmpty()) {
      detail
          .append(" (except for ")
          .append(String.join(", ", given.exceptFor()))
          .append(": ")
          .append(given.exceptChoice().map(Choice::label).orElse("later"))
          .append(')');
    }
    return detail.toString().strip();
  }
}
