package org.mcws.desk.platform.hosting.marathon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;

/**
 * Where an app may run: its constraints, and among them the one by which the desk keeps it off a
 * machine. That one says itself which machine it is about, so those that Ops set are left alone.
 *
 * <p>Marathon before 1.6 pays no heed to Mesos' maintenance windows, and what was killed there may
 * start there again; a constraint holds in every version. Its price is that any change of the
 * constraints starts all of an app's tasks anew (Marathon's issue 2348).
 */
final class Placement {

  private Placement() {}

  /** The same constraints and the one that keeps the app off this machine. */
  static ArrayNode avoiding(JsonNode constraints, String host) {
    return allowing(constraints, host).add(off(host));
  }

  /** The same constraints without the one that keeps the app off this machine. */
  static ArrayNode allowing(JsonNode constraints, String host) {
    ArrayNode others = Answer.JSON.createArrayNode();
    for (JsonNode constraint : constraints) {
      if (!constraint.equals(off(host))) {
        others.add(constraint);
      }
    }
    return others;
  }

  /** The value is a regular expression for the whole host name. */
  private static ArrayNode off(String host) {
    return Answer.JSON
        .createArrayNode()
        .add("hostname")
        .add("UNLIKE")
        .add(host.replaceAll("[^A-Za-z0-9-]", "\\\\$0"));
  }
}
