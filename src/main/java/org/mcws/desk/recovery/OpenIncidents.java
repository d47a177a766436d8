package org.mcws.desk.recovery;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.mcws.desk.inventory.DeliveredService;
import org.mcws.desk.inventory.Inventory;
import org.mcws.desk.recovery.Signal.Outcome;
import org.mcws.desk.status.ProbeKind;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Brings signals together into incidents: one for each service that is down, or one for all of them
 * if one cause has hit many. What is over is found by {@link ClearedIncidents}.
 */
@Service
@Transactional(propagation = Propagation.MANDATORY)
class OpenIncidents {

  private final Incidents incidents;
  private final IncidentMembers members;
  private final SignalLog log;
  private final Causes causes;
  private final RecoveryProcess process;
  private final Chronicle chronicle;
  private final PublicNotices notices;
  private final SeverityTable severities;
  private final Announcements announcements;
  private final DutyCalls duty;
  private final Inventory inventory;
  private final Clock clock;

  OpenIncidents(
      Incidents incidents,
      IncidentMembers members,
      SignalLog log,
      Causes causes,
      RecoveryProcess process,
      Chronicle chronicle,
      PublicNotices notices,
      SeverityTable severities,
      Announcements announcements,
      DutyCalls duty,
      Inventory inventory,
      Clock clock) {
    this.incidents = incidents;
    this.members = members;
    this.log = log;
    this.causes = causes;
    this.process = process;
    this.chronicle = chronicle;
    this.notices = notices;
    this.severities = severities;
    this.announcements = announcements;
    this.duty = duty;
    this.inventory = inventory;
    this.clock = clock;
  }

  /**
   * To be called before {@link #openOrJoin} of any of them.
   *
   * @param services that are down, and perhaps not known to be
   * @param blamed whether a cause is blamed for any of it
   */
  void prepare(Set<String> services, boolean blamed) {
    if (blamed
        || !services.isEmpty()
            && incidents.countByServiceInAndClosedAtIsNull(services) < services.size()) {
      incidents.serializeOpening();
    }
  }

  /** A service is down, and nobody works at it. */
  void openOrJoin(Signal signal) {
    Optional<Incident> own = incidents.findByServiceAndClosedAtIsNull(signal.service());
    if (own.filter(incident -> isOutageOver(incident, signal)).isPresent()) {
      signal.came(Outcome.SILENCED, "It has its turn when the outage is closed.");
      return;
    }
    if (own.isPresent()) {
      join(own.get(), signal);
      return;
    }
    Optional<Incident> platform = causes.hitting(signal.suspect());
    if (platform.isPresent()) {
      hit(platform.get(), signal);
      return;
    }
    DeliveredService service = inventory.find(signal.service()).orElseThrow();
    Incident opened =
        process.open(
            new Opening(
                IncidentScope.SERVICE,
                Optional.of(service.id()),
                Optional.of(service.community()),
                Optional.empty(),
                title(service),
                Optional.empty(),
                false),
            signal.since(),
            signal.severity());
    signal.joined(opened.id(), Outcome.OPENED);
    if (isSeen(signal)) {
      opened.see();
    }
    signal.suspect().ifPresent(opened::suspect);
    chronicle.signal(opened, signal);
    notices.draft(opened);
    causes.consider(opened);
  }

  /** What is only a warning does not make an outage that is over begin again. */
  private boolean isOutageOver(Incident incident, Signal signal) {
    return incident.state() == Incident.State.WATCHING
        && signal.isWarning()
        && log.findByIncidentOrderById(incident.id()).stream()
            .anyMatch(other -> !other.isWarning());
  }

  private boolean isWarning(Incident incident) {
    return !incident.isPlatform()
        && !log.existsOutage(incident.id())
        && log.existsByIncident(incident.id());
  }

  /** Something is down that hits whatever needs it, whether or not anything has gone down by it. */
  void openOrJoinCause(Signal signal) {
    Incident incident = causes.of(signal);
    join(incident, signal);
  }

  private void join(Incident incident, Signal signal) {
    boolean comesTrue = !signal.isWarning() && isWarning(incident);
    boolean seenAtLast =
        isSeen(signal) && !isSeenNow(incident) && !isKnownToWhoeverTookIt(incident);
    if (isSeen(signal)) {
      incident.see();
    }
    signal.joined(incident.id(), Outcome.JOINED);
    incident.began(signal.since());
    signal.severity().ifPresent(incident::raise);
    chronicle.signal(incident, signal);
    if (comesTrue) {
      becomeOutage(incident, signal);
    } else if (seenAtLast && !incident.isPlatform()) {
      process.tellWorse(incident);
    }
    if (incident.state() == Incident.State.WATCHING) {
      process.tellDownAgain(incident);
    }
    if (signal.suspect().isPresent() && !incident.isPlatform()) {
      incident.suspect(signal.suspect().get());
      causes.consider(incident);
    }
  }

  /** What was a warning is an outage now, whoever has it in hand. */
  private void becomeOutage(Incident incident, Signal signal) {
    incident.raise(
        severities.of(
            incident.scope(), Optional.ofNullable(incident.service()), signal.severity()));
    announcements.open(incident);
    if (incident.acknowledgedBy() != null) {
      duty.hurry(incident);
    }
    process.tellWorse(incident);
  }

  /**
   * Whether the desk itself sees that it does not work; the playbook can do nothing about trust.
   */
  private static boolean isSeen(Signal signal) {
    return signal.isOfProbe()
        && !signal.isWarning()
        && !signal.key().endsWith("/" + ProbeKind.TRUST.label());
  }

  private boolean isSeenNow(Incident incident) {
    return log.findByIncidentOrderById(incident.id()).stream()
        .anyMatch(other -> other.isDown() && isSeen(other));
  }

  /** Whoever has taken it is not to lose their task each time that the desk sees it come and go. */
  private boolean isKnownToWhoeverTookIt(Incident incident) {
    return incident.acknowledgedBy() != null && incident.isSeen();
  }

  private void hit(Incident platform, Signal signal) {
    Instant now = clock.instant();
    signal.joined(platform.id(), Outcome.JOINED);
    members
        .findByIncidentAndService(platform.id(), signal.service())
        .ifPresentOrElse(
            member -> member.down(now),
            () ->
                members.save(
                    new IncidentMember(
                        platform.id(),
                        signal.service(),
                        signal.service().substring(0, signal.service().indexOf('.')),
                        signal.since(),
                        now)));
    announcements.hit(platform);
    if (platform.state() == Incident.State.WATCHING) {
      process.tellDownAgain(platform);
    }
  }

  /**
   * A source says once more what it has said before.
   *
   * @param wasWarning whether it was only a warning then
   */
  void hearAgain(Signal signal, boolean wasWarning) {
    boolean comesTrue = wasWarning && !signal.isWarning();
    if (!comesTrue && !raises(signal)) {
      // What is only repeated waits for nobody.
      return;
    }
    Incident incident = incidents.lock(signal.incident()).orElseThrow();
    if (incident.closedAt() != null) {
      return;
    }
    signal.severity().ifPresent(incident::raise);
    if (comesTrue && isWarningBut(incident, signal)) {
      becomeOutage(incident, signal);
    }
  }

  private boolean raises(Signal signal) {
    return signal
        .severity()
        .flatMap(
            told ->
                incidents
                    .findById(signal.incident())
                    .filter(incident -> told.compareTo(incident.severity()) < 0))
        .isPresent();
  }

  private boolean isWarningBut(Incident incident, Signal signal) {
    return !incident.isPlatform()
        && log.findByIncidentOrderById(incident.id()).stream()
            .allMatch(other -> other.isWarning() || other.id().equals(signal.id()));
  }

  private static String title(DeliveredService service) {
    return (service.host() == null ? service.id() : service.host()) + " is down";
  }
}
