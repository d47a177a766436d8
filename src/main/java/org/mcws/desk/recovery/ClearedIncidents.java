package org.mcws.desk.recovery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.mcws.desk.recovery.Signal.Outcome;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Finds what is over, once those that spoke of it say that it is well again. */
@Service
@Transactional(propagation = Propagation.MANDATORY)
class ClearedIncidents {

  /** A person may see it before the desk looks, but not long before. */
  private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);

  private final Incidents incidents;
  private final IncidentMembers members;
  private final SignalLog log;
  private final RecoveryProcess process;
  private final Clock clock;

  ClearedIncidents(
      Incidents incidents,
      IncidentMembers members,
      SignalLog log,
      RecoveryProcess process,
      Clock clock) {
    this.incidents = incidents;
    this.members = members;
    this.log = log;
    this.process = process;
    this.clock = clock;
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
      clear(incident, signal, at);
    } else if (isOver(incident, signal, at)) {
      process.tellRecovered(incident);
    }
  }

  /**
   * Warnings that have joined an outage do not keep it open; nor does what a person has seen of it,
   * once the desk itself sees that it is over: nobody else can say so for them.
   */
  private boolean isOver(Incident incident, Signal cleared, Instant at) {
    List<Signal> down =
        log.findByIncidentOrderById(incident.id()).stream().filter(Signal::isDown).toList();
    boolean over =
        down.isEmpty()
            || !cleared.isWarning()
                && down.stream()
                    .allMatch(signal -> signal.isWarning() || isOfTheSame(signal, cleared));
    if (over) {
      down.stream().filter(Signal::isWarning).forEach(Signal::letGo);
      down.stream().filter(signal -> !signal.isWarning()).forEach(signal -> end(signal, at));
    }
    return over;
  }

  private void end(Signal reported, Instant at) {
    reported.up(at, clock.instant());
    reported.came(Outcome.CLOSED, "The desk sees that it is over.");
  }

  private static boolean isOfTheSame(Signal reported, Signal seen) {
    return reported.isOfPerson()
        && seen.isOfProbe()
        && !reported.since().isBefore(seen.since().minus(BETWEEN_LOOKS));
  }

  private void clear(Incident platform, Signal signal, Instant at) {
    if (signal.service() != null) {
      clearMember(platform, signal.service(), at);
    }
    if (members.countByIncidentAndUpAtIsNull(platform.id()) == 0
        && log.countByIncidentAndServiceIsNullAndState(platform.id(), Signal.State.DOWN) == 0) {
      process.tellRecovered(platform);
    }
  }

  private void clearMember(Incident platform, String service, Instant at) {
    if (log.countByIncidentAndServiceAndState(platform.id(), service, Signal.State.DOWN) == 0) {
      members
          .findByIncidentAndService(platform.id(), service)
          .ifPresent(member -> member.up(at, clock.instant()));
    }
  }
}
