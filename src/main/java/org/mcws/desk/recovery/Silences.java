package org.mcws.desk.recovery;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.mcws.desk.hostmaintenance.events.UnderMaintenance;
import org.mcws.desk.recovery.Maintenance.Kind;
import org.mcws.desk.status.ServiceWatch;
import org.mcws.desk.status.ServiceWatches;
import org.mcws.desk.update.events.UpdateOutcome;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** When nobody is to be woken about a service, and why. */
@Service
@Transactional
class Silences {

  private final Maintenances maintenances;
  private final UnderMaintenance hosts;
  private final ServiceWatches watches;
  private final Clock clock;

  Silences(Maintenances maintenances, UnderMaintenance hosts, ServiceWatches watches, Clock clock) {
    this.hosts = hosts;
    this.maintenances = maintenances;
    this.watches = watches;
    this.clock = clock;
  }

  /** Why nobody is told of the incident now; empty if people are, and if it is about many. */
  Optional<String> of(Incident incident, Instant now) {
    return incident.isPlatform() || incident.isRehearsal()
        ? Optional.empty()
        : of(incident.service(), now);
  }

  /** Why nobody is woken about the service now; empty if somebody is. */
  Optional<String> of(String service, Instant now) {
    return maintenances
        .findActive(service, service.substring(0, service.indexOf('.')), now)
        .stream()
        .findFirst()
        .map(work -> "Maintenance: " + work.words())
        .or(() -> onHost(service))
        .or(
            () ->
                watches.findById(service).flatMap(watch -> watch.pause(now)).map(Silences::words));
  }

  private Optional<String> onHost(String service) {
    String app = "/" + service.replaceFirst("\\.", "/");
    return hosts.isUnderMaintenance(app)
        ? Optional.of("Maintenance: its tasks are moved from a machine.")
        : Optional.empty();
  }

  private static String words(ServiceWatch.Pause pause) {
    return "Paused until "
        + Chronicle.time(pause.until())
        + " by "
        + pause.by()
        + ": "
        + pause.why();
  }

  /** While an update works at a service, it watches it itself and brings it back if need be. */
  @EventListener
  public void hear(UpdateOutcome outcome) {
    String id = "update/" + outcome.service();
    Optional<Maintenance> known = maintenances.findById(id);
    if (outcome.step() == UpdateOutcome.Step.BEGUN) {
      if (known.isEmpty()) {
        maintenances.save(
            new Maintenance(
                id,
                Kind.UPDATE,
                outcome.service(),
                null,
                "The desk brings it to another version.",
                clock.instant(),
                null,
                "desk"));
      }
    } else {
      known.ifPresent(maintenances::delete);
    }
  }
}
