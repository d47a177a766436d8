package org.mcws.desk.recovery;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.data.domain.Limit;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Looks again at what says that a service is down without an incident: somebody worked at it, and
 * has ended; or its incident ended without it.
 */
@Component
class WaitingSignals {

  private static final int AT_ONCE = 200;

  private final Incidents incidents;
  private final SignalLog log;
  private final Signals signals;
  private final TransactionTemplate transaction;
  private final Clock clock;

  WaitingSignals(
      Incidents incidents,
      SignalLog log,
      Signals signals,
      TransactionTemplate transaction,
      Clock clock) {
    this.incidents = incidents;
    this.log = log;
    this.signals = signals;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** Looks at all of them, so many in a transaction: those who go on waiting hide nobody. */
  @Scheduled(fixedDelayString = "${desk.recovery.look-again-every:PT30S}")
  public void lookAgain() {
    List<Signal> waiting = List.of();
    do {
      long last = waiting.isEmpty() ? 0 : waiting.get(waiting.size() - 1).id();
      waiting = transaction.execute(status -> lookAgain(last));
    } while (waiting.size() == AT_ONCE);
  }

  private List<Signal> lookAgain(long last) {
    incidents.serializeOpening();
    Instant now = clock.instant();
    List<Signal> waiting = log.findWaiting(last, Limit.of(AT_ONCE));
    waiting.forEach(signal -> signals.place(signal, now));
    return waiting;
  }
}
