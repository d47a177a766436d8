package org.mcws.desk.update;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.mcws.desk.engine.Pace;
import org.mcws.desk.platform.PlatformUnavailable;
import org.springframework.stereotype.Component;

/**
 * Waits out a platform that does not answer, instead of holding that against the new version: the
 * silence does not count as time. One that lasts becomes an incident that Ops see.
 */
@Component
class PlatformPatience {

  private final UpdateLimits limits;
  private final Pace pace;
  private final Clock clock;

  PlatformPatience(UpdateLimits limits, Pace pace, Clock clock) {
    this.limits = limits;
    this.pace = pace;
    this.clock = clock;
  }

  /**
   * @param question only reads
   * @return empty if the platform is silent, for not too long yet
   * @throws PlatformUnavailable if it has been silent for too long
   */
  <T> Optional<T> ask(ServiceUpdate update, Supplier<T> question) {
    Instant now = clock.instant();
    try {
      T answer = question.get();
      update.heard(now);
      return Optional.of(answer);
    } catch (PlatformUnavailable silence) {
      update.silent(now);
      var longest = pace.of(limits.of(update.riskClass()).platformSilence());
      if (now.isAfter(update.silentSince().plus(longest))) {
        throw silence;
      }
      return Optional.empty();
    }
  }
}
