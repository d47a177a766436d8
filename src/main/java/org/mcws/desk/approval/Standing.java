package org.mcws.desk.approval;

import java.time.ZoneId;
import java.util.List;
import org.mcws.desk.approval.events.ApprovalOutcome.Verdict;
import org.mcws.desk.community.Owner;

/**
 * Says how an approval stands, in a sentence.
 *
 * @param words in which language
 * @param zone by whose clock
 * @param owners those who are known by name; others are called by their address or account
 */
record Standing(Words words, ZoneId zone, List<Owner> owners) {

  String of(Approval approval) {
    return switch (approval.state()) {
      case ASKED ->
          words.say(
              approval.firstGoBy() != null
                  ? "stands.firstOfTwo"
                  : approval.ladder().isNotice()
                      ? "stands.notice"
                      : approval.ladder().goPeople() > 1 ? "stands.askedTwo" : "stands.asked",
              words.date(approval.deadlineAt(), zone),
              person(approval.firstGoBy()));
      case GO_SOON ->
          words.say("stands.goSoon", words.date(approval.undoUntil(), zone), decider(approval));
      case CLEARED ->
          words.say(
              approval.verdict() == Verdict.EMERGENCY_GO
                  ? "stands.emergency"
                  : approval.choice() == null ? "stands.silentGo" : "stands.cleared",
              "",
              decider(approval),
              closed(approval.reason()));
      case WAITING, POSTPONED, EXEMPTED, CONFIRMING ->
          words.say(
              "stands." + approval.state().label(),
              words.date(approval.until(), zone),
              decider(approval));
      case BLOCKED ->
          words.say(
              approval.choice() == null ? "stands.silent" : "stands.blocked",
              "",
              decider(approval),
              closed(approval.reason()));
      case CANCELLED ->
          words.say(
              Approval.DESK.equals(approval.decidedBy()) ? "stands.silentNo" : "stands.cancelled",
              "",
              decider(approval),
              closed(approval.reason()));
      case WITHDRAWN ->
          words.say("stands.withdrawn", "", "", closed(words.reason(approval.reason())));
      case HELPING, CONTRADICTED, CARRIED_OUT, LAPSED, SKIPPED ->
          words.say(
              "stands." + approval.state().label(),
              "",
              decider(approval),
              closed(approval.reason()));
    };
  }

  /** Why the owners are asked once more; empty the first time. */
  String why(Approval approval) {
    return switch (approval.askedBecause()) {
      case NEW, OWNER_SPEAKS -> "";
      case SECOND_PERSON -> words.say("because.SECOND_PERSON", person(approval.firstGoBy()));
      case UNDONE -> words.say("because.UNDONE", person(approval.note()));
      default -> words.say("because." + approval.askedBecause());
    };
  }

  /** What Ops say to the owners with the question; empty if they say nothing. */
  static String note(Approval approval) {
    return approval.askedBecause() == Because.UNDONE || approval.note() == null
        ? ""
        : approval.note().strip();
  }

  /** Whose words count, as an end of a sentence or a line of its own; empty if it is the desk's. */
  static String reason(Approval approval) {
    return Approval.DESK.equals(approval.decidedBy()) || approval.reason() == null
        ? ""
        : approval.reason().strip();
  }

  /** A person as others know them: an owner by name and address, one of Ops by the account. */
  String person(String id) {
    if (id == null || id.equals(Approval.DESK)) {
      return words.say("person.desk");
    }
    return owners.stream()
        .filter(owner -> owner.email().equals(id))
        .findFirst()
        .map(Standing::name)
        .orElseGet(() -> id.contains("@") ? id : words.say("person.ops", id));
  }

  static String name(Owner owner) {
    return owner.name() + " <" + owner.email() + ">";
  }

  private String decider(Approval approval) {
    return person(approval.decidedBy());
  }

  /** Words of a person, as the end of a sentence of ours. */
  private static String closed(String reason) {
    if (reason == null || reason.isBlank()) {
      return "";
    }
    String text = reason.strip();
    return text.matches("(?s).*[.!?…]") ? text : text + ".";
  }
}
