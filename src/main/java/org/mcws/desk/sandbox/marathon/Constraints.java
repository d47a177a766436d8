package org.mcws.desk.sandbox.marathon;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Where an app's constraints let its tasks run: {@code UNIQUE}, and {@code LIKE} and {@code UNLIKE}
 * on the host name. A constraint is {@code [field, operator, value?]}; Marathon takes the value of
 * the last two as a regular expression for the whole name.
 */
final class Constraints {

  private Constraints() {}

  static boolean allow(RunningApp app, Agent agent) {
    for (JsonNode constraint : app.current().json().path("constraints")) {
      String value = constraint.path(2).asText();
      boolean onHost = constraint.path(0).asText().matches("@?hostname");
      boolean allowed =
          switch (constraint.path(1).asText()) {
            case "UNIQUE" -> app.live().stream().noneMatch(task -> task.agent() == agent);
            case "LIKE" -> !onHost || agent.hostname().matches(value);
            case "UNLIKE" -> !onHost || !agent.hostname().matches(value);
            default -> true;
          };
      if (!allowed) {
        return false;
      }
    }
    return true;
  }
}
