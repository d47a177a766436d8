package org.mcws.desk.recovery;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
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
    tell(incidents::findWronglyDown, process::tellRecovered);
    tell(incidents::findWronglyWell, process::tellDownAgain);
    tell(incidents::findWorse, process::tellWorse);
  }

  /** Looks again once it has the incident: others may have been faster. */
  private void tell(Function<String, List<String>> unheard, Consumer<Incident> news) {
    for (String id : unheard.apply(null)) {
      transaction.run(
          () -> incidents.lock(id).filter(one -> !unheard.apply(id).isEmpty()).ifPresent(news));
    }
  }
}
