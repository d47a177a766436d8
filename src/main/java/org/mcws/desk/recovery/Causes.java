package org.mcws.desk.recovery;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mcws.desk.inventory.Inventory;
import org.mcws.desk.recovery.RecoveryLimits.Many;
import org.mcws.desk.recovery.Signal.Outcome;
import org.mcws.desk.recovery.alert.Severity;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Recognises that many services are down for one reason: they ran on the same machine, they need
 * the same part of the platform, or so many of all went down within minutes that it can be no
 * accident. They become members of one platform incident, and recovery works at the cause.
 */
@Service
@Transactional(propagation = Propagation.MANDATORY)
class Causes {

  private static final String MANY = "Many services went down at once";

  private final Incidents incidents;
  private final IncidentMembers members;
  private final SignalLog log;
  private final RecoveryProcess process;
  private final RecoveryLimits limits;
  private final Inventory inventory;
  private final Chronicle chronicle;
  private final Announcements announcements;
  private final Clock clock;

  Causes(
      Incidents incidents,
      IncidentMembers members,
      SignalLog log,
      RecoveryProcess process,
      RecoveryLimits limits,
      Inventory inventory,
      Chronicle chronicle,
      Announcements announcements,
      Clock clock) {
    this.incidents = incidents;
    this.members = members;
    this.log = log;
    this.process = process;
    this.limits = limits;
    this.inventory = inventory;
    this.chronicle = chronicle;
    this.announcements = announcements;
    this.clock = clock;
  }

  /**
   * The platform incident that whatever goes down now must be part of.
   *
   * @param suspect what is blamed for it
   */
  Optional<Incident> hitting(Optional<String> suspect) {
    return Stream.concat(suspect.stream(), Stream.of(Cause.PLATFORM.name()))
        .flatMap(cause -> incidents.findByCauseAndClosedAtIsNull(cause).stream())
        .filter(platform -> platform.state() == Incident.State.OPEN)
        .findFirst();
  }

  /**
   * Opens, or finds, the incident of a cause that is known before anything has gone down by it. If
   * so many services are down that the platform is the reason, this is a part of it.
   */
  Incident of(Signal signal) {
    String cause = signal.suspect().orElseThrow();
    incidents.serialize(cause);
    return incidents
        .findByCauseAndClosedAtIsNull(cause)
        .or(() -> hitting(Optional.empty()))
        .orElseGet(() -> openKnown(cause, signal));
  }

  private Incident openKnown(String cause, Signal signal) {
    Incident opened = open(cause, signal.title(), signal.since(), signal.severity());
    if (cause.equals(Cause.PLATFORM.name())) {
      Instant now = clock.instant();
      absorbMachines(opened, now.minus(limits.many().within()), now);
    }
    return opened;
  }

  /** Looks whether a new incident is one of many that have the same cause. */
  void consider(Incident opened) {
    if (opened.isPlatform() || opened.isRehearsal()) {
      return;
    }
    Many many = limits.many();
    Instant now = clock.instant();
    Instant lately = now.minus(many.within());
    opened
        .suspect()
        .ifPresent(
            name -> considerAlike(new Cause(name), incidents.findSuspecting(name, lately), now));
    if (opened.foldedInto() != null) {
      return;
    }
    long down = incidents.countSingle(lately) + members.countDown(lately);
    if (down >= many.least() && down >= many.share() * inventory.deliveredCount()) {
      foldAll(lately, now);
    }
  }

  /** Whatever went down lately, also what machines were thought to be the cause of. */
  private void foldAll(Instant lately, Instant now) {
    absorbMachines(fold(incidents.findSingle(lately), Cause.PLATFORM, MANY, now), lately, now);
  }

  private void absorbMachines(Incident platform, Instant lately, Instant now) {
    incidents.findByScopeAndClosedAtIsNullOrderByOpenedAt(IncidentScope.PLATFORM).stream()
        .filter(
            other ->
                new Cause(other.cause()).agent().isPresent() && other.openedAt().isAfter(lately))
        .forEach(other -> absorb(other.id(), platform, now));
  }

  private void absorb(String agents, Incident platform, Instant now) {
    Incident one = incidents.lock(agents).orElseThrow();
    if (one.state() != Incident.State.OPEN) {
      return;
    }
    members
        .findByIncidentAndUpAtIsNullOrderByService(agents)
        .forEach(
            member -> {
              enter(
                  platform, member.service(), member.community(), member.downAt(), member.isTold());
              member.up(now, now);
            });
    end(one, platform, now);
  }

  /**
   * To be called before {@link #considerCause}, and before the incident is locked.
   *
   * @param agent the machine that its service runs on
   */
  void prepare(Incident incident, Optional<String> agent) {
    if (incident.isPlatform() || incident.isRehearsal()) {
      return;
    }
    Instant lately = clock.instant().minus(limits.many().within());
    if (isOneOfMany(incident, lately)
        || agent
            .filter(name -> isHit(Cause.ofAgent(name), incidents.countSingleOn(name, lately) + 1))
            .isPresent()) {
      incidents.serializeOpening();
    }
  }

  /**
   * Looks whether others have died on the same machine as this one, or whether it was opened in the
   * moment in which so many became one.
   */
  void considerCause(Incident incident) {
    if (incident.isPlatform() || incident.isRehearsal()) {
      return;
    }
    Instant now = clock.instant();
    Instant lately = now.minus(limits.many().within());
    if (isOneOfMany(incident, lately)) {
      fold(List.of(incident), Cause.PLATFORM, MANY, now);
    } else if (incident.agent().isPresent()) {
      String agent = incident.agent().get();
      considerAlike(Cause.ofAgent(agent), incidents.findSingleOn(agent, lately), now);
    }
  }

  private void considerAlike(Cause cause, List<Incident> same, Instant now) {
    if (isHit(cause, same.size())) {
      fold(same, cause, "Services are down by " + cause.words(), now);
    }
  }

  private boolean isOneOfMany(Incident incident, Instant lately) {
    return incident.openedAt().isAfter(lately)
        && incidents.existsByCauseAndStateAndClosedAtIsNull(
            Cause.PLATFORM.name(), Incident.State.OPEN);
  }

  private boolean isHit(Cause cause, long services) {
    return services >= limits.many().leastAlike()
        || incidents.existsByCauseAndStateAndClosedAtIsNull(cause.name(), Incident.State.OPEN);
  }

  private Incident fold(List<Incident> single, Cause cause, String title, Instant now) {
    incidents.serialize(cause.name());
    Incident platform =
        incidents
            .findByCauseAndClosedAtIsNull(cause.name())
            .orElseGet(
                () ->
                    open(
                        cause.name(),
                        title,
                        single.stream().map(Incident::begunAt).min(Instant::compareTo).orElse(now),
                        Optional.empty()));
    if (platform.state() == Incident.State.WATCHING) {
      process.tellDownAgain(platform);
    }
    single.stream()
        .filter(one -> one.state() == Incident.State.OPEN && one.foldedInto() == null)
        .forEach(one -> fold(one, platform, now));
    if (members.countByIncidentAndUpAtIsNull(platform.id()) >= limits.many().leastAlike()) {
      platform.raise(Severity.SEV1);
    }
    announcements.hit(platform);
    return platform;
  }

  private Incident open(String cause, String title, Instant since, Optional<Severity> told) {
    return process.open(
        new Opening(
            IncidentScope.PLATFORM,
            Optional.empty(),
            Optional.empty(),
            Optional.of(cause),
            title,
            Optional.empty(),
            false),
        since,
        told);
  }

  /** The cause is gone: what is still down has another one, and is looked at on its own. */
  void release(Incident incident) {
    Instant now = clock.instant();
    members
        .findByIncidentAndUpAtIsNullOrderByService(incident.id())
        .forEach(member -> member.up(now, now));
    log.findByIncidentOrderById(incident.id()).stream()
        .filter(Signal::isDown)
        .forEach(Signal::letGo);
  }

  private void fold(Incident one, Incident platform, Instant now) {
    enter(platform, one.service(), one.community(), one.begunAt(), one.announcedAt().isPresent());
    end(one, platform, now);
  }

  private void enter(
      Incident platform, String service, String community, Instant downAt, boolean told) {
    Instant now = clock.instant();
    IncidentMember member =
        members
            .findByIncidentAndService(platform.id(), service)
            .orElseGet(
                () ->
                    members.save(
                        new IncidentMember(platform.id(), service, community, downAt, now)));
    member.down(now);
    if (told) {
      member.tell();
    }
  }

  private void end(Incident one, Incident platform, Instant now) {
    for (Signal signal : log.findByIncidentOrderById(one.id())) {
      if (signal.isDown()) {
        signal.joined(platform.id(), Outcome.JOINED);
      }
    }
    one.fold(platform.id(), now);
    chronicle.note(one, IncidentEntry.Kind.STATE, "Part of the platform incident " + platform.id());
    process.tellFolded(one);
  }
}
