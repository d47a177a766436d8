package org.mcws.desk.platform.hosting.swarm;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What the manager answered, other than that it is in trouble itself.
 *
 * @param status the HTTP status, of 200 to 499
 * @param json the body, missing if it is empty
 */
record Answer(int status, JsonNode json) {

  boolean isOk() {
    return status < 300;
  }

  boolean saysMissing() {
    return status == 404;
  }

  /** Another one has the name already. */
  boolean saysTaken() {
    return status == 409;
  }

  String message() {
    return json.path("message").asText("no reason given");
  }
}
