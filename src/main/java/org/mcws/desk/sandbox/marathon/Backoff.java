package org.mcws.desk.sandbox.marathon;

import java.time.Duration;
import java.time.Instant;

/** How long Marathon waits before it launches an app's next task after tasks have failed. */
final class Backoff {

  private final Duration first;
  private final double factor;
  private final Duration longest;
  private Duration delay = Duration.ZERO;
  private Instant until = Instant.EPOCH;

  Backoff(AppDefinition app, MarathonSandboxSettings settings) {
    this.first = settings.paced(app.json().path("backoffSeconds").asDouble());
    this.factor = app.json().path("backoffFactor").asDouble();
    this.longest = settings.paced(app.json().path("maxLaunchDelaySeconds").asDouble());
  }

  void failed(Instant now) {
    Duration next = delay.isZero() ? first : Duration.ofNanos((long) (delay.toNanos() * factor));
    delay = next.compareTo(longest) > 0 ? longest : next;
    until = now.plus(delay);
  }

  void reset() {
    delay = Duration.ZERO;
    until = Instant.EPOCH;
  }

  boolean over(Instant now) {
    return !now.isBefore(until);
  }

  long secondsLeft(Instant now) {
    return over(now) ? 0 : Duration.between(now, until).plusMillis(999).toSeconds();
  }
}
