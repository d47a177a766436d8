package org.mcws.desk.recovery;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.mcws.desk.platform.PlatformComponent;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.hosting.Hosting;
import org.mcws.desk.recovery.alert.OwnSource;
import org.mcws.desk.recovery.alert.Severity;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Notices that the hosting platform does not answer the desk any more. What runs there goes on, but
 * nobody sees it, and nothing can be repaired. Each desk counts for itself, and starts anew when it
 * starts.
 */
@Component
class SilentHosting {

  /** So often in a row, a minute apart, before it is believed; one answer ends it. */
  static final int SILENT_BEFORE_OPEN = 5;

  /** Any name will do: that nothing is there is an answer too. */
  private static final String ANY_APP = "/mcws-desk/is-anybody-there";

  private static final String CAUSE = Cause.ofComponent(PlatformComponent.HOSTING).name();

  private final Hosting hosting;
  private final SignalLog log;
  private final Signals signals;
  private final Clock clock;
  private int silent;

  /** Whether it answers, as far as this desk has told; empty after a start. */
  private Optional<Boolean> told = Optional.empty();

  SilentHosting(Hosting hosting, SignalLog log, Signals signals, Clock clock) {
    this.hosting = hosting;
    this.log = log;
    this.signals = signals;
    this.clock = clock;
  }

  @Scheduled(fixedDelayString = "${desk.recovery.ask-hosting-every:PT1M}")
  synchronized void ask() {
    silent = answers() ? 0 : silent + 1;
    if (silent == 0) {
      tell(true);
    } else if (silent >= SILENT_BEFORE_OPEN) {
      tell(false);
    }
  }

  private boolean answers() {
    try {
      hosting.find(ANY_APP);
      return true;
    } catch (PlatformUnavailable none) {
      return false;
    }
  }

  /** Another desk may have told. */
  private boolean isKnownSilent() {
    return log.existsBySourceAndKeyAndState(OwnSource.HOSTING.label(), CAUSE, Signal.State.DOWN);
  }

  private void tell(boolean up) {
    if (told.equals(Optional.of(up)) && !(up && isKnownSilent())) {
      return;
    }
    Instant now = clock.instant();
    signals.take(
        OwnSource.HOSTING.label(),
        List.of(
            Report.ofCause(
                CAUSE,
                up,
                PlatformComponent.HOSTING.words(),
                "The hosting platform does not answer",
                now,
                Severity.SEV2)));
    told = Optional.of(up);
  }
}
