package org.mcws.desk.approval;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.mcws.desk.community.Communities;
import org.mcws.desk.community.Community;
import org.mcws.desk.community.Owner;
import org.mcws.desk.community.OwnerLists;
import org.mcws.desk.settings.DeskSettings;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;

/** What the page of an approval shows to one owner, in their language and by their clock. */
@Component
@Transactional(readOnly = true)
class ApprovalSheet {

  private final Approvals approvals;
  private final OwnerLists ownerLists;
  private final Communities communities;
  private final OwnersWord owners;
  private final LadderInWords ladder;
  private final DeskSettings desk;

  ApprovalSheet(
      Approvals approvals,
      OwnerLists ownerLists,
      Communities communities,
      OwnersWord owners,
      LadderInWords ladder,
      DeskSettings desk) {
    this.approvals = approvals;
    this.ownerLists = ownerLists;
    this.communities = communities;
    this.owners = owners;
    this.ladder = ladder;
    this.desk = desk;
  }

  /** The language of the person; the community's once they are not on its list any more. */
  Words words(UUID id, String person) {
    Approval approval = approvals.findById(id).orElseThrow();
    return words(community(approval), owner(approval, person));
  }

  void fill(Model model, UUID id, String person) {
    Approval approval = approvals.findById(id).orElseThrow();
    Community community = community(approval);
    Optional<Owner> owner = owner(approval, person);
    Words words = words(community, owner);
    ZoneId zone = owner.map(o -> ZoneId.of(o.timeZone())).orElse(community.timeZone());
    List<Owner> known = ownerLists.confirmed(community.slug());
    boolean asked = approval.state() == State.ASKED;
    model.addAttribute("w", words.all());
    model.addAttribute("language", words.language());
    model.addAttribute("title", approval.matter().title());
    model.addAttribute("detail", approval.matter().detail());
    model.addAttribute("services", approval.matter().services());
    model.addAttribute("link", link(approval.matter()));
    model.addAttribute(
        "as", words.say("page.as", owner.map(Standing::name).orElse(person), community.name()));
    Standing standing = new Standing(words, zone, known);
    boolean again = asked && approval.firstGoBy() == null;
    model.addAttribute("stands", standing.of(approval));
    model.addAttribute("why", again ? standing.why(approval) : "");
    model.addAttribute("note", again ? Standing.note(approval) : "");
    model.addAttribute("notice", approval.ladder().isNotice());
    model.addAttribute("ladder", asked ? ladder.lines(approval, words, zone) : List.of());
    model.addAttribute("owner", owner.isPresent());
    model.addAttribute("asked", asked);
    model.addAttribute("mayAnswer", owner.isPresent() && !approval.hasEnded());
    model.addAttribute("mayUndo", owners.mayUndo(approval, person));
    boolean waits = approval.state() == State.WAITING;
    model.addAttribute("undo", words.say(waits ? "page.undoWait" : "page.undo"));
    model.addAttribute(
        "undoHint",
        words.say(
            waits ? "page.undoWaitHint" : "page.undoHint",
            words.date(waits ? approval.until() : approval.undoUntil(), zone)));
    model.addAttribute(
        "reasonHint",
        words.say(approval.matter().isOwn() ? "page.reasonHintOwn" : "page.reasonHint"));
    model.addAttribute(
        "mayExcept", approval.matter().services().size() > 1 && !approval.matter().destructive());
  }

  private Optional<Owner> owner(Approval approval, String person) {
    return ownerLists.confirmed(approval.matter().community(), person);
  }

  private Community community(Approval approval) {
    return communities.findById(approval.matter().community()).orElseThrow();
  }

  private static Words words(Community community, Optional<Owner> owner) {
    return Words.in(
        owner
            .map(Owner::language)
            .orElseGet(() -> java.util.Locale.forLanguageTag(community.languages().get(0))));
  }

  private String link(Matter matter) {
    return matter.link() != null && matter.link().startsWith("/")
        ? desk.publicUrl() + matter.link()
        : matter.link();
  }
}
