package org.mcws.desk.onboarding;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.mcws.desk.audit.AuditTrail;
import org.mcws.desk.audit.Channel;
import org.mcws.desk.community.Owner;
import org.mcws.desk.community.OwnerLists;
import org.mcws.desk.community.PersonalLink.Purpose;
import org.mcws.desk.community.PersonalLinks;
import org.mcws.desk.engine.People;
import org.mcws.desk.inventory.Inventory;
import org.springframework.stereotype.Component;

/** Ends an onboarding after which the community has nothing: its names are free again. */
@Component
class OnboardingEnd {

  private final OwnerLists ownerLists;
  private final Inventory inventory;
  private final PersonalLinks links;
  private final People people;
  private final AuditTrail audit;
  private final Clock clock;

  OnboardingEnd(
      OwnerLists ownerLists,
      Inventory inventory,
      PersonalLinks links,
      People people,
      AuditTrail audit,
      Clock clock) {
    this.ownerLists = ownerLists;
    this.inventory = inventory;
    this.links = links;
    this.people = people;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Accounts that the desk opened for owners go with it, but not those of people who are named by
   * another community, nor any that somebody else made. The tenant stays: without it nobody could
   * look back at the instance.
   */
  void withoutServices(Onboarding onboarding, Onboarding.State how, String why) {
    String community = onboarding.community();
    List<Owner> named = ownerLists.named(community);
    for (Owner owner : named) {
      people.uninvite(community, owner.email());
      if (owner.state() == Owner.State.CONFIRMED
          && links.issued(Purpose.SET_PASSWORD, owner.email())
          && people.isOwnerOnly(owner.email())
          && !ownerLists.isNamedElsewhere(owner.email(), community)) {
        people.removeAccount(owner.email());
        links.revoke(OnboardingMail.account(owner));
      }
    }
    links.revoke(community);
    inventory.release(community);
    ownerLists.forget(community);
    onboarding.end(how, why, clock.instant());
    audit.record(
        "desk",
        Channel.DESK,
        "onboarding " + how.name().toLowerCase(Locale.ROOT),
        OnboardingProcess.id(onboarding.id()),
        why);
  }
}
