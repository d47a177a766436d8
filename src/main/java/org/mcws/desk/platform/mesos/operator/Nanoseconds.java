package org.mcws.desk.platform.mesos.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;

/** Mesos' way to write moments and durations: {@code {"nanoseconds": 1470849373150643200}}. */
final class Nanoseconds {

  private static final String FIELD = "nanoseconds";

  private Nanoseconds() {}

  static Instant instant(JsonNode since) {
    return Instant.EPOCH.plusNanos(since.path(FIELD).asLong());
  }

  static Duration duration(JsonNode json) {
    return Duration.ofNanos(json.path(FIELD).asLong());
  }

  static ObjectNode of(Instant moment) {
    return of(Duration.between(Instant.EPOCH, moment));
  }

  static ObjectNode of(Duration duration) {
    return Answer.JSON.createObjectNode().put(FIELD, duration.toNanos());
  }
}
