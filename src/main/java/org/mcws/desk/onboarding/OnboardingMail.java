package org.mcws.desk.onboarding;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.mcws.desk.community.Owner;
import org.mcws.desk.community.OwnerLists;
import org.mcws.desk.community.PersonalLink.Purpose;
import org.mcws.desk.community.PersonalLinks;
import org.mcws.desk.engine.People;
import org.mcws.desk.inventory.Inventory;
import org.mcws.desk.inventory.ServiceKind;
import org.mcws.desk.notification.Outbox;
import org.mcws.desk.settings.DeskSettings;
import org.springframework.stereotype.Component;

/** What the onboarding writes to people, each in their language. */
@Component
class OnboardingMail {

  private static final Duration LINK_LASTS = Duration.ofDays(30);

  private final Outbox outbox;
  private final PersonalLinks links;
  private final OwnerLists ownerLists;
  private final People people;
  private final Inventory inventory;
  private final DeskSettings desk;

  OnboardingMail(
      Outbox outbox,
      PersonalLinks links,
      OwnerLists ownerLists,
      People people,
      Inventory inventory,
      DeskSettings desk) {
    this.outbox = outbox;
    this.inventory = inventory;
    this.links = links;
    this.ownerLists = ownerLists;
    this.people = people;
    this.desk = desk;
  }

  void received(Onboarding onboarding) {
    toRequester(onboarding, "onboarding-received", Map.of());
  }

  void declined(Onboarding onboarding, List<String> reasons) {
    toRequester(onboarding, "onboarding-declined", Map.of("reasons", reasons));
  }

  /** Asks, or asks again, with a link of its own in every mail. */
  void askOwner(Onboarding onboarding, Owner owner, boolean again) {
    String token =
        links.issue(Purpose.CONFIRM_OWNERSHIP, owner.community(), owner.email(), LINK_LASTS);
    toOwner(
        owner,
        again ? "onboarding-remind-owner" : "onboarding-ask-owner",
        onboarding,
        Map.of("link", desk.publicUrl() + "/links/ownership/" + token));
  }

  void accountOpened(Owner owner) {
    // The account outlives this onboarding if another community names the person, too.
    String token = links.issue(Purpose.SET_PASSWORD, account(owner), owner.email(), LINK_LASTS);
    outbox.send(
        owner.email(),
        owner.language(),
        "account-opened",
        facts(
            Map.of(
                "name", owner.name(),
                "account", owner.email(),
                "link", desk.publicUrl() + "/links/password/" + token)));
  }

  /** What links to an account's password are about. */
  static String account(Owner owner) {
    return "account/" + owner.email();
  }

  /** Puts the services before the owners, with the link by which they open the mailboxes. */
  void handOver(Onboarding onboarding, String delivered, boolean again) {
    boolean hasMailboxes =
        inventory.of(onboarding.community()).stream()
            .anyMatch(service -> service.kind() == ServiceKind.MAILBOX);
    for (Owner owner : ownerLists.confirmed(onboarding.community())) {
      toOwner(
          owner,
          again ? "onboarding-remind-hand-over" : "onboarding-hand-over",
          onboarding,
          Map.of("delivered", delivered, "link", hasMailboxes ? mailboxes(owner) : ""));
    }
  }

  private String mailboxes(Owner owner) {
    String token =
        links.issue(Purpose.SET_MAILBOX_PASSWORD, owner.community(), owner.email(), LINK_LASTS);
    return desk.publicUrl() + "/links/mailboxes/" + token;
  }

  void welcome(Onboarding onboarding, String delivered) {
    ownerLists
        .confirmed(onboarding.community())
        .forEach(
            owner ->
                toOwner(owner, "onboarding-welcome", onboarding, Map.of("delivered", delivered)));
  }

  void abandoned(Onboarding onboarding, String reason) {
    Map<String, Object> facts = Map.of("reason", reason);
    toRequester(onboarding, "onboarding-abandoned", facts);
    ownerLists
        .confirmed(onboarding.community())
        .forEach(owner -> toOwner(owner, "onboarding-abandoned", onboarding, facts));
  }

  void askReviewers(Onboarding onboarding, List<String> reviewers, String task) {
    toStaff(reviewers, "onboarding-ask-reviewer", onboarding, Map.of("task", task));
  }

  void remindReviewers(Onboarding onboarding, List<String> silent) {
    toStaff(silent, "onboarding-remind-reviewer", onboarding, Map.of());
  }

  void remindOps(Onboarding onboarding, String task) {
    toStaff(people.members(People.OPS), "onboarding-remind-ops", onboarding, Map.of("task", task));
  }

  private void toStaff(
      List<String> accounts, String template, Onboarding onboarding, Map<String, Object> more) {
    Map<String, Object> facts = new HashMap<>(more);
    facts.put("community", onboarding.communityName());
    people
        .addresses(accounts)
        .forEach(to -> outbox.send(to, Locale.ENGLISH, template, facts(facts)));
  }

  private void toRequester(Onboarding onboarding, String template, Map<String, Object> more) {
    Map<String, Object> facts = new HashMap<>(more);
    facts.put("name", onboarding.requesterName());
    facts.put("community", onboarding.communityName());
    outbox.send(onboarding.requesterEmail(), onboarding.language(), template, facts(facts));
  }

  private void toOwner(
      Owner owner, String template, Onboarding onboarding, Map<String, Object> more) {
    Map<String, Object> facts = new HashMap<>(more);
    facts.put("name", owner.name());
    facts.put("community", onboarding.communityName());
    facts.put("requester", onboarding.requesterName());
    outbox.send(owner.email(), owner.language(), template, facts(facts));
  }

  private Map<String, Object> facts(Map<String, Object> more) {
    Map<String, Object> facts = new HashMap<>(more);
    facts.put("tasklist", desk.publicUrl() + "/camunda/app/tasklist/");
    return facts;
  }
}
