package org.mcws.desk.recovery;

import java.util.List;
import java.util.function.Consumer;
import org.mcws.desk.engine.PatientTransaction;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Tells instances once more what they could not hear: when they were told first, somebody had
 * suspended them, or they were about something, perhaps just about to wait for a person.
 */
@Component
class UnheardNews {

  private final Incidents incidents;
  private final RecoveryProcess process;
  private final PatientTransaction transaction;

  UnheardNews(Incidents incidents, RecoveryProcess process, PatientTransaction transaction) {
    this.incidents = incidents;
    this.process = process;
    this.transaction = transaction;
  }

  @Scheduled(fixedDelayString = "${desk.recovery.look-again-every:PT30S}")
  void tell() {
    tell(incidents.findWronglyDown(), Incident.State.OPEN, process::tellRecovered);
    tell(incidents.findWronglyWell(), Incident.State.WATCHING, process::tellDownAgain);
    tell(
        incidents.findByWorseIsTrueAndClosedAtIsNull().stream().map(Incident::id).toList(),
        Incident.State.OPEN,
        incident -> {
          if (incident.isWorse()) {
            process.tellWorse(incident);
          }
        });
  }

  private void tell(List<String> found, Incident.State state, Consumer<Incident> news) {
    for (String id : found) {
      transaction.run(
          () -> incidents.lock(id).filter(incident -> incident.state() == state).ifPresent(news));
    }
  }
}
