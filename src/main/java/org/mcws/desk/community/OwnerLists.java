package org.mcws.desk.community;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.mcws.desk.audit.AuditTrail;
import org.mcws.desk.audit.Channel;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Brings communities with their owner lists into being, and records what owners promise. */
@Service
@Transactional
public class OwnerLists {

  private final Communities communities;
  private final Owners owners;
  private final AuditTrail audit;
  private final Clock clock;

  OwnerLists(Communities communities, Owners owners, AuditTrail audit, Clock clock) {
    this.communities = communities;
    this.owners = owners;
    this.audit = audit;
    this.clock = clock;
  }

  /** Enters a community that asks for services, with the people it names. */
  public void enter(Community community, List<Owner> named) {
    communities.save(community);
    named.forEach(owners::save);
  }

  /** The community receives services from now on. */
  public void activate(String slug) {
    communities.findById(slug).orElseThrow().activate();
  }

  /** Takes back {@link #activate}. */
  public void deactivate(String slug) {
    communities.findById(slug).ifPresent(Community::deactivate);
  }

  /** Forgets a community that never received services, and its owner list. */
  public void forget(String slug) {
    owners.deleteByCommunity(slug);
    communities.findById(slug).ifPresent(communities::delete);
  }

  /** A community's owner list, in its order. */
  @Transactional(readOnly = true)
  public List<Owner> named(String slug) {
    return owners.findByCommunityOrderByPosition(slug);
  }

  /** Those of the owner list who have confirmed, in its order. */
  @Transactional(readOnly = true)
  public List<Owner> confirmed(String slug) {
    return named(slug).stream().filter(o -> o.state() == Owner.State.CONFIRMED).toList();
  }

  /**
   * Records whether a named person wants to be an owner. A later answer replaces an earlier one.
   *
   * @param actor who says so: the person, or somebody of Ops in their place
   * @return the owner
   */
  public Owner answer(String slug, String email, boolean willing, String actor, Channel channel) {
    Owner owner = owners.findByCommunityAndEmail(slug, email).orElseThrow();
    owner.answer(willing, clock.instant());
    audit.record(
        actor,
        channel,
        willing ? "ownership confirmed" : "ownership declined",
        "community/" + slug,
        actor.equals(email) ? null : email,
        null);
    return owner;
  }

  /** The owner of this address, if they have confirmed that they are one. */
  @Transactional(readOnly = true)
  public Optional<Owner> confirmed(String slug, String email) {
    return owners
        .findByCommunityAndEmail(slug, email)
        .filter(owner -> owner.state() == Owner.State.CONFIRMED);
  }

  /** The owner has done something, and so is there. */
  public void heardOf(Owner owner) {
    owners.findByCommunityAndEmail(owner.community(), owner.email()).ifPresent(Owner::heardOf);
  }

  /** These were asked and are silent: from that moment on they count as unresponsive. */
  public void silent(String slug, List<String> emails, Instant unresponsiveFrom) {
    owners.findByCommunityOrderByPosition(slug).stream()
        .filter(owner -> emails.contains(owner.email()))
        .forEach(owner -> owner.unresponsiveFrom(unresponsiveFrom));
  }

  /** Whether this person is on the owner list of any other community. */
  @Transactional(readOnly = true)
  public boolean isNamedElsewhere(String email, String slug) {
    return owners.existsByEmailAndCommunityNot(email, slug);
  }
}
