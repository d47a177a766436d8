package org.mcws.desk.sandbox.marathon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;

/** What a task's health check has seen so far. */
final class Health {

  private final Instant started;
  private final Duration grace;
  private final Duration interval;
  private final int maxFailures;
  private Instant next;
  private Boolean alive;
  private int consecutiveFailures;
  private Instant firstSuccess;
  private Instant lastSuccess;
  private Instant lastFailure;

  /**
   * @param first when the first check is due
   */
  Health(Instant started, Instant first, JsonNode check, MarathonSandboxSettings settings) {
    this.started = started;
    this.grace = settings.paced(check.path("gracePeriodSeconds").asDouble());
    this.interval = settings.paced(check.path("intervalSeconds").asDouble());
    this.maxFailures = check.path("maxConsecutiveFailures").asInt();
    this.next = first;
  }

  /**
   * Checks when it is due, or at once when the answer has changed.
   *
   * @return whether {@link #alive} changed
   */
  boolean check(boolean good, Instant now) {
    boolean turned = alive != null && alive != good;
    if (now.isBefore(next) && !turned) {
      return false;
    }
    Boolean before = alive;
    alive = good;
    next = now.plus(interval);
    if (good) {
      consecutiveFailures = 0;
      firstSuccess = firstSuccess == null ? now : firstSuccess;
      lastSuccess = now;
    } else {
      lastFailure = now;
      if (firstSuccess != null || now.isAfter(started.plus(grace))) {
        consecutiveFailures++;
      }
    }
    return before == null || before != good;
  }

  boolean alive() {
    return Boolean.TRUE.equals(alive);
  }

  boolean known() {
    return alive != null;
  }

  boolean mustBeKilled() {
    return maxFailures > 0 && consecutiveFailures >= maxFailures;
  }

  /** As Marathon shows it. Checks that would see what the last one saw are not made, but shown. */
  ObjectNode json(String taskId, Instant now) {
    return Json.object()
        .put("alive", alive())
        .put("consecutiveFailures", consecutiveFailures)
        .put("firstSuccess", text(firstSuccess))
        .put("lastFailure", text(lastFailure))
        .put("lastFailureCause", alive() ? null : "500 Internal Server Error")
        .put("lastSuccess", text(alive() ? lastCheck(now) : lastSuccess))
        .put("instanceId", taskId);
  }

  private Instant lastCheck(Instant now) {
    if (interval.isZero() || now.isBefore(next)) {
      return lastSuccess;
    }
    long missed = Duration.between(lastSuccess, now).dividedBy(interval);
    return lastSuccess.plus(interval.multipliedBy(missed));
  }

  private static String text(Instant at) {
    return at == null ? null : Timestamps.text(at);
  }
}
