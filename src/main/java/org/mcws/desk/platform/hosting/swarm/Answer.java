package org.mcws.desk.platform.hosting.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import org.mcws.desk.platform.Quotation;

/**
 * What the manager answered.
 *
 * @param status the HTTP status
 * @param json the body, missing if it is empty or no JSON
 * @param text the body as it came
 */
record Answer(int status, JsonNode json, String text) {

  /** Done, with a body that can be read if there is one. */
  boolean isOk() {
    return status < 300 && (json.isContainerNode() || text.isBlank());
  }

  /** The manager's own 404, not that of a proxy or of another server. */
  boolean saysMissing() {
    return status == 404 && message().contains("not found");
  }

  /** Another one has the name already. */
  boolean saysTaken() {
    return status == 409;
  }

  /** What is asked for cannot be. */
  boolean saysWrong() {
    return status == 400;
  }

  /** A service needs it. */
  boolean saysInUse() {
    return saysWrong() && message().contains("is in use by");
  }

  /** Somebody else has changed it since it was read. */
  boolean saysOutdated() {
    return message().contains("update out of sequence");
  }

  /** A secret that is to be used is gone. */
  boolean saysSecretsAreGone() {
    return saysWrong() && message().contains("secrets not found");
  }

  String message() {
    return Quotation.of(json.path("message").asText(text));
  }
}
