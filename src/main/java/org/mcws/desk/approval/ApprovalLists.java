package org.mcws.desk.approval;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.mcws.desk.approval.ApprovalView.AnswerView;
import org.mcws.desk.engine.CurrentPerson;
import org.mcws.desk.engine.InvalidInput;
import org.mcws.desk.engine.People;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.server.ResponseStatusException;

/** Which approvals somebody may see, and how they look. */
@Component
@Transactional(readOnly = true)
class ApprovalLists {

  private static final String OPEN = "open";

  /** People are called by their addresses, so that a list costs no look into the owner lists. */
  private static final Standing WITHOUT_NAMES =
      new Standing(Words.ENGLISH, ZoneOffset.UTC, List.of());

  private final Approvals approvals;
  private final Answers answers;
  private final CurrentPerson person;

  ApprovalLists(Approvals approvals, Answers answers, CurrentPerson person) {
    this.approvals = approvals;
    this.answers = answers;
    this.person = person;
  }

  /**
   * @param state {@code open}, the label of a state, or null for all
   * @param community a slug, or null for all that the person may see
   */
  Page<Approval> page(String state, String community, Pageable page) {
    if (state == null) {
      return seesAll(community)
          ? approvals.findAllBy(page)
          : approvals.findByMatterCommunityIn(communities(community), page);
    }
    if (state.equals(OPEN)) {
      return seesAll(community)
          ? approvals.findByEndedAtIsNull(page)
          : approvals.findByEndedAtIsNullAndMatterCommunityIn(communities(community), page);
    }
    State one =
        State.of(state)
            .orElseThrow(
                () ->
                    new InvalidInput(
                        "/state", "'state' must be open or the name of a state such as asked."));
    return seesAll(community)
        ? approvals.findByState(one, page)
        : approvals.findByStateAndMatterCommunityIn(one, communities(community), page);
  }

  ApprovalView full(UUID id) {
    Approval approval = visible(id);
    return view(
        approval,
        approvals.findByParentOrderByCreatedAt(id).stream().map(Approval::id).toList(),
        answers.findByApprovalOrderById(id).stream().map(ApprovalLists::view).toList());
  }

  ApprovalView brief(Approval approval) {
    return view(approval, null, null);
  }

  /** To whom it belongs, if the person may see it. */
  String communityOf(UUID id) {
    return approvals.communityOf(id).filter(this::sees).orElseThrow(ApprovalLists::missing);
  }

  /** What it is about just now; without looking at anything else of it. */
  List<String> servicesOf(UUID id) {
    return approvals.lock(id).orElseThrow(ApprovalLists::missing).matter().serviceIds();
  }

  private Approval visible(UUID id) {
    return approvals
        .findById(id)
        .filter(approval -> sees(approval.matter().community()))
        .orElseThrow(ApprovalLists::missing);
  }

  private boolean seesAll(String community) {
    return community == null && person.isOps();
  }

  private boolean sees(String community) {
    return person.isOps() || person.belongsToAny(List.of(People.ownersOf(community)));
  }

  private List<String> communities(String community) {
    return community == null
        ? person.communities().stream().filter(this::sees).toList()
        : List.of(community).stream().filter(this::sees).toList();
  }

  private static ResponseStatusException missing() {
    return new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such approval.");
  }

  private static ApprovalView view(Approval approval, List<UUID> parts, List<AnswerView> answers) {
    Matter matter = approval.matter();
    return new ApprovalView(
        approval.id(),
        approval.processInstanceId(),
        approval.id().toString(),
        approval.parent(),
        matter.community(),
        matter.subject(),
        matter.kind(),
        matter.title(),
        matter.detail(),
        matter.link(),
        matter.riskClass(),
        matter.managedBy(),
        matter.destructive(),
        matter.services(),
        approval.ladder().isNotice() ? "notice" : "question",
        approval.state().label(),
        WITHOUT_NAMES.of(approval),
        waitingFor(approval),
        approval.round(),
        approval.reminders(),
        approval.askedAt(),
        approval.deadlineAt(),
        camel(approval.ladder().silence().name()),
        approval.choice() == null ? null : approval.choice().label(),
        approval.verdict() == null ? null : camel(approval.verdict().name()),
        approval.decidedBy(),
        approval.decidedAt(),
        approval.reason(),
        approval.until(),
        approval.undoUntil(),
        parts,
        answers,
        approval.createdAt(),
        approval.endedAt());
  }

  private static String waitingFor(Approval approval) {
    return switch (approval.state()) {
      case ASKED -> "owners";
      case GO_SOON, WAITING, POSTPONED, EXEMPTED -> "date";
      case BLOCKED, CONFIRMING, HELPING, CONTRADICTED -> "ops";
      case CLEARED -> "carryingOut";
      case CARRIED_OUT, LAPSED, SKIPPED, CANCELLED, WITHDRAWN -> null;
    };
  }

  private static AnswerView view(Answer answer) {
    return new AnswerView(
        answer.who(),
        answer.channel().name().toLowerCase(Locale.ROOT),
        answer.choice().label(),
        answer.reason(),
        answer.until(),
        answer.exceptFor().isEmpty() ? null : answer.exceptFor(),
        answer.exceptChoice().map(Choice::label).orElse(null),
        answer.effect().label(),
        answer.round(),
        answer.givenAt());
  }

  /** A constant's name as requests and answers write it. */
  private static String camel(String constant) {
    StringBuilder label = new StringBuilder();
    for (String word : constant.toLowerCase(Locale.ROOT).split("_")) {
      label.append(
          label.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return label.toString();
  }
}
