package org.mcws.desk.approval;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.mcws.desk.community.Communities;
import org.mcws.desk.community.Community;
import org.mcws.desk.community.Owner;
import org.mcws.desk.community.OwnerLists;
import org.mcws.desk.community.PersonalLink.Purpose;
import org.mcws.desk.community.PersonalLinks;
import org.mcws.desk.community.PersonalLinks.CodedLink;
import org.mcws.desk.engine.People;
import org.mcws.desk.notification.Outbox;
import org.mcws.desk.notification.QuietHours;
import org.mcws.desk.settings.DeskSettings;
import org.springframework.stereotype.Component;

/** What approvals write to people: owners in their language and not at night, Ops in English. */
@Component
class ApprovalMail {

  /** Long enough to tell how it ended whenever somebody comes back to the mail. */
  private static final Duration LINK_LASTS = Duration.ofDays(365);

  private final Outbox outbox;
  private final PersonalLinks links;
  private final OwnerLists ownerLists;
  private final Communities communities;
  private final People people;
  private final LadderInWords ladder;
  private final Voices voices;
  private final Waits waits;
  private final DeskSettings desk;
  private final Clock clock;

  ApprovalMail(
      Outbox outbox,
      PersonalLinks links,
      OwnerLists ownerLists,
      Communities communities,
      People people,
      LadderInWords ladder,
      Voices voices,
      Waits waits,
      DeskSettings desk,
      Clock clock) {
    this.outbox = outbox;
    this.links = links;
    this.ownerLists = ownerLists;
    this.communities = communities;
    this.people = people;
    this.ladder = ladder;
    this.voices = voices;
    this.waits = waits;
    this.desk = desk;
    this.clock = clock;
  }

  /** Asks the owners, or tells them of a change to which they may object. */
  void ask(Approval approval) {
    String template =
        (approval.ladder().isNotice() ? "approval-notice-" : "approval-ask-")
            + approval.matter().kind();
    List<Owner> all = owners(approval);
    for (Owner owner : present(all)) {
      if (owner.email().equals(approval.firstGoBy())) {
        continue;
      }
      Words words = Words.in(owner.language());
      ZoneId zone = zone(owner);
      Map<String, Object> facts = withLink(approval, owner);
      facts.put("detail", detail(approval));
      facts.put("note", Standing.note(approval));
      facts.put("rule", words.say(ladder.rule(approval)));
      facts.put("why", new Standing(words, zone, all).why(approval));
      facts.put("ladder", list(ladder.lines(approval, words, zone)));
      ask(approval, owner, template, facts);
    }
  }

  private void ask(Approval approval, Owner owner, String template, Map<String, Object> facts) {
    outbox.send(
        owner.email(),
        owner.language(),
        template,
        facts,
        notBefore(approval, zone(owner)),
        approval.name());
  }

  /** Says once more what is asked, for how long, and what happens then. */
  void remind(Approval approval) {
    List<Owner> all = owners(approval);
    for (Owner owner : present(all)) {
      if (!owner.email().equals(approval.firstGoBy())) {
        Map<String, Object> facts = withLink(approval, owner);
        facts.putAll(deadline(approval, standing(owner, all)));
        ask(approval, owner, "approval-remind", facts);
      }
    }
  }

  /** Writes to the community's contact address, if it has one. */
  void tellContacts(Approval approval) {
    Community community = community(approval);
    if (community.contact() != null) {
      Words words = Words.in(language(community));
      Standing standing = new Standing(words, community.timeZone(), owners(approval));
      Map<String, Object> facts = facts(approval, community);
      facts.putAll(deadline(approval, standing));
      outbox.send(
          community.contact(),
          language(community),
          "approval-contact",
          facts,
          notBefore(approval, community.timeZone()),
          approval.name());
    }
  }

  /** What was asked is decided: nobody is asked or reminded in the morning. */
  void dropHeld(Approval approval) {
    outbox.drop(approval.name());
  }

  /**
   * Tells all owners, also the one who has answered, what was said in whose name; at once if it can
   * only be taken back for some minutes.
   */
  void receipt(Approval approval, Answer answer) {
    toOwners(
        approval,
        "approval-receipt",
        approval.state() == State.GO_SOON,
        (owner, standing) -> {
          Map<String, Object> facts = withLink(approval, owner);
          facts.putAll(said(answer, standing));
          facts.put("stands", standing.of(approval));
          return facts;
        });
  }

  void contradicted(Approval approval, Answer answer) {
    toOwners(
        approval,
        "approval-contradicted",
        (owner, standing) -> {
          Map<String, Object> facts = facts(approval, owner);
          facts.putAll(said(answer, standing));
          facts.put("stands", standing.of(approval));
          return facts;
        });
  }

  /** Announces at once, whatever the hour, that silence is taken as a go. */
  void silenceIsGo(Approval approval) {
    toOwners(
        approval,
        "approval-silence-go",
        true,
        (owner, standing) -> {
          Map<String, Object> facts = withLink(approval, owner);
          facts.put("deadline", standing.words().date(approval.deadlineAt(), standing.zone()));
          return facts;
        });
  }

  /** Tells the owners at once, whatever the hour. */
  void emergency(Approval approval) {
    toOwners(
        approval,
        "approval-emergency",
        true,
        (owner, standing) -> {
          Map<String, Object> facts = facts(approval, owner);
          facts.put("by", standing.person(approval.decidedBy()));
          facts.put("reason", text(approval.reason()));
          return facts;
        });
  }

  void exempted(Approval approval) {
    toOwners(
        approval,
        "approval-exempted",
        (owner, standing) -> {
          Map<String, Object> facts = facts(approval, owner);
          facts.put("by", standing.person(approval.decidedBy()));
          facts.put("reason", text(approval.reason()));
          facts.put("measure", text(approval.measure()));
          facts.put("until", standing.words().date(approval.until(), standing.zone()));
          return facts;
        });
  }

  /** Tells the owners how it stands now. */
  void news(Approval approval) {
    toOwners(
        approval,
        "approval-news",
        (owner, standing) -> {
          Map<String, Object> facts = facts(approval, owner);
          facts.put("stands", standing.of(approval));
          String reason = Standing.reason(approval);
          boolean said = facts.get("stands").toString().contains(reason);
          facts.put("more", said ? "" : standing.words().say("more.reason", reason));
          return facts;
        });
  }

  void askOps(Approval approval, String task) {
    Map<String, Object> facts = forOps(approval);
    facts.put("said", voices.of(approval, opsStanding(approval)));
    facts.put("task", task);
    toOps("approval-ops-task", facts);
  }

  void tellOpsOfSilence(Approval approval) {
    Map<String, Object> facts = forOps(approval);
    facts.putAll(deadline(approval, opsStanding(approval)));
    facts.put(
        "owners", owners(approval).stream().map(Standing::name).collect(Collectors.joining(", ")));
    toOps("approval-ops-silence", facts);
  }

  /** Tells Ops what an owner says about a case that is in their hands. */
  void tellOpsOfVoice(Approval approval, Answer answer) {
    Map<String, Object> facts = forOps(approval);
    facts.putAll(said(answer, opsStanding(approval)));
    toOps("approval-ops-voice", facts);
  }

  /** Whether nobody can be asked but those who are away. */
  boolean allAreAway(Approval approval) {
    return owners(approval).stream().allMatch(this::isAway);
  }

  /** The owners to whom something was sent since the question was put the last time. */
  List<Owner> asked(Approval approval) {
    Set<String> reached =
        links.holders(
            Purpose.ANSWER_APPROVAL, approval.name(), approval.askedAt().plus(LINK_LASTS));
    return owners(approval).stream().filter(owner -> reached.contains(owner.email())).toList();
  }

  /** How it stands, as Ops read it. */
  Standing opsStanding(Approval approval) {
    return new Standing(Words.ENGLISH, community(approval).timeZone(), owners(approval));
  }

  private List<Owner> owners(Approval approval) {
    return ownerLists.confirmed(approval.matter().community());
  }

  /** Those who are not away; all of them if nobody else is there to ask. */
  private List<Owner> present(List<Owner> all) {
    List<Owner> present = all.stream().filter(Predicate.not(this::isAway)).toList();
    return present.isEmpty() ? all : present;
  }

  private boolean isAway(Owner owner) {
    return owner.isAway(LocalDate.now(clock.withZone(zone(owner))));
  }

  private static ZoneId zone(Owner owner) {
    return ZoneId.of(owner.timeZone());
  }

  private Community community(Approval approval) {
    return communities.findById(approval.matter().community()).orElseThrow();
  }

  private static Locale language(Community community) {
    return Locale.forLanguageTag(community.languages().get(0));
  }

  private static Standing standing(Owner owner, List<Owner> all) {
    return new Standing(Words.in(owner.language()), zone(owner), all);
  }

  private interface Facts {
    Map<String, Object> of(Owner owner, Standing standing);
  }

  private void toOwners(Approval approval, String template, Facts facts) {
    toOwners(approval, template, false, facts);
  }

  private void toOwners(Approval approval, String template, boolean atOnce, Facts facts) {
    List<Owner> all = owners(approval);
    for (Owner owner : all) {
      Map<String, Object> told = facts.of(owner, standing(owner, all));
      if (atOnce) {
        outbox.send(owner.email(), owner.language(), template, told);
      } else {
        send(approval, owner, template, told);
      }
    }
  }

  private void send(Approval approval, Owner owner, String template, Map<String, Object> facts) {
    outbox.send(owner.email(), owner.language(), template, facts, notBefore(approval, zone(owner)));
  }

  private Instant notBefore(Approval approval, ZoneId zone) {
    Instant now = clock.instant();
    return approval.ladder().quietHours() ? waits.later(QuietHours.over(now, zone)) : now;
  }

  private void toOps(String template, Map<String, Object> facts) {
    people
        .addresses(people.members(People.OPS))
        .forEach(to -> outbox.send(to, Locale.ENGLISH, template, facts));
  }

  private Map<String, Object> forOps(Approval approval) {
    Map<String, Object> facts = facts(approval, community(approval));
    facts.put("stands", opsStanding(approval).of(approval));
    return facts;
  }

  private Map<String, Object> facts(Approval approval, Owner owner) {
    Map<String, Object> facts = facts(approval, community(approval));
    facts.put("name", owner.name());
    facts.put("owner", owner.email());
    return facts;
  }

  private Map<String, Object> facts(Approval approval, Community community) {
    Map<String, Object> facts = new HashMap<>();
    facts.put("community", community.name());
    facts.put("title", approval.matter().title());
    facts.put(
        "services", list(approval.matter().services().stream().map(ServiceChange::line).toList()));
    facts.put("tasklist", desk.publicUrl() + "/camunda/app/tasklist/");
    return facts;
  }

  /** Each mail brings a link and a code of its own, since only their hashes are kept. */
  private Map<String, Object> withLink(Approval approval, Owner owner) {
    CodedLink link =
        links.issueWithCode(Purpose.ANSWER_APPROVAL, approval.name(), owner.email(), LINK_LASTS);
    Map<String, Object> facts = facts(approval, owner);
    facts.put("link", desk.publicUrl() + "/links/approval/" + link.token());
    facts.put("code", link.code());
    return facts;
  }

  private static Map<String, Object> deadline(Approval approval, Standing standing) {
    Words words = standing.words();
    return Map.of(
        "asked", words.date(approval.askedAt(), standing.zone()),
        "stands", standing.of(approval),
        "deadline", words.date(approval.deadlineAt(), standing.zone()),
        "silence", words.say("silence." + approval.ladder().silence()));
  }

  private static Map<String, Object> said(Answer answer, Standing standing) {
    Words words = standing.words();
    return Map.of(
        "by", standing.person(answer.who()),
        "said", words.say("answer." + answer.choice().label()),
        "via", words.say("via." + answer.channel()),
        "more", String.join("\n", Voices.more(answer, words)));
  }

  private String detail(Approval approval) {
    String detail = text(approval.matter().detail());
    String link = approval.matter().link();
    if (link == null) {
      return detail;
    }
    String address = link.startsWith("/") ? desk.publicUrl() + link : link;
    return detail.isEmpty() ? address : detail + "\n\n" + address;
  }

  private static String list(List<String> lines) {
    return lines.stream().map(line -> "- " + line).collect(Collectors.joining("\n"));
  }

  private static String text(String text) {
    return text == null ? "" : text.strip();
  }
}
