package org.mcws.desk.community;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.mcws.desk.audit.AuditTrail;
import org.mcws.desk.audit.Channel;
import org.mcws.desk.engine.InvalidInput;
import org.mcws.desk.engine.People;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.server.ResponseStatusException;

/** What changes on an owner list after the community has been onboarded. */
@Service
@Transactional
class OwnerListChanges {

  private final Communities communities;
  private final Owners owners;
  private final People people;
  private final AuditTrail audit;
  private final Clock clock;

  OwnerListChanges(
      Communities communities, Owners owners, People people, AuditTrail audit, Clock clock) {
    this.communities = communities;
    this.owners = owners;
    this.people = people;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * The owner is away: the others are asked meanwhile.
   *
   * @param lastDay on which they are away; null if they are back
   * @param actor who says so: the person, or somebody of Ops
   */
  void away(String slug, String email, LocalDate lastDay, String actor) {
    Owner owner = owner(slug, email);
    if (lastDay != null
        && lastDay.isBefore(LocalDate.now(clock.withZone(ZoneId.of(owner.timeZone()))))) {
      throw new InvalidInput("/until", "'until' is past: give the last day of the absence.");
    }
    owner.awayUntil(lastDay);
    owner.heardOf();
    audit.record(
        actor,
        Channel.ACCOUNT,
        lastDay == null ? "owner back" : "owner away",
        name(slug),
        actor.equals(owner.email()) ? null : owner.email(),
        lastDay == null ? null : "until " + lastDay);
  }

  /** Takes a person off the list: they see and answer nothing of the community any more. */
  void remove(String slug, String email, String actor) {
    Owner owner = owner(slug, email);
    List<Owner> others =
        owners.findByCommunityOrderByPosition(slug).stream()
            .filter(other -> other.state() == Owner.State.CONFIRMED)
            .filter(other -> !other.email().equals(owner.email()))
            .toList();
    if (owner.state() == Owner.State.CONFIRMED && others.isEmpty()) {
      throw new ResponseStatusException(
          HttpStatus.CONFLICT,
          owner.email() + " is the last owner of this community: let another one confirm before.");
    }
    owners.delete(owner);
    people.removeOwner(slug, owner.email());
    people.uninvite(slug, owner.email());
    audit.record(actor, Channel.ACCOUNT, "owner removed", name(slug), owner.email(), null);
  }

  /**
   * The community can be reached at this address as a whole.
   *
   * @param address a mail address, or null if there is none any more
   */
  void reachedAt(String slug, String address, String actor) {
    communities.findById(slug).orElseThrow(() -> missing("community")).reachedAt(address);
    audit.record(actor, Channel.ACCOUNT, "contact address set", name(slug), address);
  }

  private Owner owner(String slug, String email) {
    return owners
        .findByCommunityAndEmail(slug, People.account(email))
        .orElseThrow(() -> missing("owner"));
  }

  private static ResponseStatusException missing(String what) {
    return new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such " + what + ".");
  }

  private static String name(String slug) {
    return "community/" + slug;
  }
}
