package org.mcws.desk.recovery;

import java.time.Clock;
import java.time.Instant;
import org.springframework.data.domain.Limit;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Looks again at what says that a service is down without an incident: somebody worked at it, and
 * has ended; or its incident ended without it.
 */
@Component
class WaitingSignals {

  private static final int MOST = 200;

  private final SignalLog log;
  private final Signals signals;
  private final Clock clock;

  WaitingSignals(SignalLog log, Signals signals, Clock clock) {
    this.log = log;
    this.signals = signals;
    this.clock = clock;
  }

  @Scheduled(fixedDelayString = "${desk.recovery.look-again-every:PT30S}")
  @Transactional
  public void lookAgain() {
    Instant now = clock.instant();
    log.findWaiting(Limit.of(MOST)).forEach(signal -> signals.place(signal, now));
  }
}
