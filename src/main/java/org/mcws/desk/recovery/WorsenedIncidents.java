package org.mcws.desk.recovery;

import org.mcws.desk.engine.PatientTransaction;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Tells instances once more that it is worse than they know: when they were told first, they were
 * about something, perhaps just about to wait for a person.
 */
@Component
class WorsenedIncidents {

  private final Incidents incidents;
  private final RecoveryProcess process;
  private final PatientTransaction transaction;

  WorsenedIncidents(Incidents incidents, RecoveryProcess process, PatientTransaction transaction) {
    this.incidents = incidents;
    this.process = process;
    this.transaction = transaction;
  }

  @Scheduled(fixedDelayString = "${desk.recovery.look-again-every:PT30S}")
  void tell() {
    incidents
        .findByWorseIsTrueAndClosedAtIsNull()
        .forEach(worse -> transaction.run(() -> tell(worse.id())));
  }

  private void tell(String id) {
    Incident incident = incidents.lock(id).orElseThrow();
    if (incident.isWorse() && incident.state() == Incident.State.OPEN) {
      process.tellWorse(incident);
    }
  }
}
