package org.mcws.desk.recovery;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.mcws.desk.inventory.Inventory;
import org.mcws.desk.recovery.RecoveryLimits.Many;
import org.mcws.desk.recovery.Signal.Outcome;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Recognises that many services are down for one reason: they ran on the same machine, or so many
 * of all went down within minutes that it can be no accident. They become members of one platform
 * incident, and recovery works at the cause.
 */
@Service
@Transactional(propagation = Propagation.MANDATORY)
class Causes {

  /** So many services at once that the platform itself must be the reason. */
  static final String PLATFORM = "platform";

  private static final String AGENT = "agent/";

  private final Incidents incidents;
  private final IncidentMembers members;
  private final SignalLog log;
  private final RecoveryProcess process;
  private final RecoveryLimits limits;
  private final Inventory inventory;
  private final Chronicle chronicle;
  private final Clock clock;

  Causes(
      Incidents incidents,
      IncidentMembers members,
      SignalLog log,
      RecoveryProcess process,
      RecoveryLimits limits,
      Inventory inventory,
      Chronicle chronicle,
      Clock clock) {
    this.incidents = incidents;
    this.members = members;
    this.log = log;
    this.process = process;
    this.limits = limits;
    this.inventory = inventory;
    this.chronicle = chronicle;
    this.clock = clock;
  }

  static String ofAgent(String agent) {
    return AGENT + agent;
  }

  /** The machine that is the cause, if one is. */
  static Optional<String> agentOf(String cause) {
    return cause.startsWith(AGENT)
        ? Optional.of(cause.substring(AGENT.length()))
        : Optional.empty();
  }

  /** The platform incident that whatever goes down now must be part of. */
  Optional<Incident> hitting() {
    return incidents
        .findByCauseAndClosedAtIsNull(PLATFORM)
        .filter(platform -> platform.state() == Incident.State.OPEN);
  }

  /** Looks whether a new incident is one of many that have the same cause. */
  void consider(Incident opened) {
    if (opened.isPlatform() || opened.isRehearsal()) {
      return;
    }
    Many many = limits.many();
    Instant now = clock.instant();
    List<Incident> lately =
        incidents.findByScopeAndClosedAtIsNullAndRehearsalFalseAndOpenedAtAfterOrderByServiceAsc(
            IncidentScope.SERVICE, now.minus(many.within()));
    if (lately.size() < many.least()) {
      return;
    }
    if (lately.size() >= many.share() * inventory.deliveredCount()) {
      fold(lately, PLATFORM, "Many services went down at once", now);
    }
  }

  /** Looks whether others have died on the same machine as this one. */
  void considerAgent(Incident incident) {
    if (incident.isPlatform() || incident.isRehearsal() || incident.agent().isEmpty()) {
      return;
    }
    String agent = incident.agent().get();
    Many many = limits.many();
    Instant now = clock.instant();
    List<Incident> same =
        incidents
            .findByScopeAndClosedAtIsNullAndRehearsalFalseAndOpenedAtAfterOrderByServiceAsc(
                IncidentScope.SERVICE, now.minus(many.within()))
            .stream()
            .filter(other -> other.agent().filter(agent::equals).isPresent())
            .toList();
    boolean known = incidents.findByCauseAndClosedAtIsNull(ofAgent(agent)).isPresent();
    if (known || same.size() >= many.leastOnAgent()) {
      fold(same, ofAgent(agent), "Services on the machine " + agent + " went down", now);
    }
  }

  private void fold(List<Incident> single, String cause, String title, Instant now) {
    incidents.serialize(cause);
    Incident platform =
        incidents
            .findByCauseAndClosedAtIsNull(cause)
            .orElseGet(
                () ->
                    process.open(
                        new Opening(
                            IncidentScope.PLATFORM,
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of(cause),
                            title,
                            Optional.empty(),
                            false),
                        single.stream().map(Incident::begunAt).min(Instant::compareTo).orElse(now),
                        Optional.empty()));
    if (platform.state() == Incident.State.WATCHING) {
      process.tellDownAgain(platform);
    }
    single.stream()
        .filter(one -> one.state() == Incident.State.OPEN && one.foldedInto() == null)
        .forEach(one -> fold(one, platform, now));
  }

  /** The cause is gone: what is still down has another one, and is looked at on its own. */
  void release(Incident platform) {
    Instant now = clock.instant();
    members
        .findByIncidentAndUpAtIsNullOrderByService(platform.id())
        .forEach(member -> member.up(now));
    log.findByIncidentOrderById(platform.id()).stream()
        .filter(Signal::isDown)
        .forEach(Signal::letGo);
  }

  private void fold(Incident one, Incident platform, Instant now) {
    members.save(new IncidentMember(platform.id(), one.service(), one.community(), one.begunAt()));
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
