package org.mcws.desk.recovery;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.mcws.desk.inventory.DeliveredService;
import org.mcws.desk.inventory.Inventory;
import org.mcws.desk.recovery.Signal.Outcome;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Brings signals together into incidents: one for each service that is down, or one for all of them
 * if one cause has hit many.
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
      Inventory inventory,
      Clock clock) {
    this.incidents = incidents;
    this.members = members;
    this.log = log;
    this.causes = causes;
    this.process = process;
    this.chronicle = chronicle;
    this.notices = notices;
    this.inventory = inventory;
    this.clock = clock;
  }

  /** A service is down, and nobody works at it. */
  void openOrJoin(Signal signal) {
    incidents.serialize(signal.service());
    Optional<Incident> own = incidents.findByServiceAndClosedAtIsNull(signal.service());
    if (own.isPresent()) {
      join(own.get(), signal);
      return;
    }
    Optional<Incident> platform = causes.hitting();
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
    chronicle.signal(opened, signal);
    notices.draft(opened);
    causes.consider(opened);
  }

  private void join(Incident incident, Signal signal) {
    signal.joined(incident.id(), Outcome.JOINED);
    incident.began(signal.since());
    signal.severity().ifPresent(incident::raise);
    chronicle.signal(incident, signal);
    if (incident.state() == Incident.State.WATCHING) {
      process.tellDownAgain(incident);
    }
  }

  private void hit(Incident platform, Signal signal) {
    signal.joined(platform.id(), Outcome.JOINED);
    members
        .findByIncidentAndService(platform.id(), signal.service())
        .ifPresentOrElse(
            IncidentMember::down,
            () ->
                members.save(
                    new IncidentMember(
                        platform.id(),
                        signal.service(),
                        signal.service().substring(0, signal.service().indexOf('.')),
                        signal.since())));
    if (platform.state() == Incident.State.WATCHING) {
      process.tellDownAgain(platform);
    }
  }

  /** A source says once more what it has said before. */
  void hearAgain(Signal signal) {
    signal
        .severity()
        .ifPresent(
            severity -> incidents.findById(signal.incident()).ifPresent(i -> i.raise(severity)));
  }

  /** A source says that what it spoke of is well again. */
  void cleared(Signal signal, Instant at) {
    if (signal.incident() == null) {
      return;
    }
    Incident incident = incidents.lock(signal.incident()).orElseThrow();
    if (incident.closedAt() != null) {
      return;
    }
    if (incident.isPlatform()) {
      clearMember(incident, signal.service(), at);
    } else if (log.countByIncidentAndState(incident.id(), Signal.State.DOWN) == 0) {
      process.tellRecovered(incident);
    }
  }

  private void clearMember(Incident platform, String service, Instant at) {
    if (log.countByIncidentAndServiceAndState(platform.id(), service, Signal.State.DOWN) > 0) {
      return;
    }
    members.findByIncidentAndService(platform.id(), service).ifPresent(member -> member.up(at));
    if (members.countByIncidentAndUpAtIsNull(platform.id()) == 0) {
      process.tellRecovered(platform);
    }
  }

  private static String title(DeliveredService service) {
    return (service.host() == null ? service.id() : service.host()) + " is down";
  }
}
