package org.mcws.desk.platform.hosting.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Where an app may run: the constraints of its service, and among them the one by which the desk
 * keeps it off a machine. Those that Ops set are left alone.
 */
final class Placement {

  private static final String CONSTRAINTS = "Constraints";

  private Placement() {}

  /** Whether the app is kept off this machine. */
  static boolean avoids(JsonNode service, String host) {
    for (JsonNode constraint : service.at("/TaskTemplate/Placement/" + CONSTRAINTS)) {
      if (constraint.asText().equals(off(host))) {
        return true;
      }
    }
    return false;
  }

  static void avoid(ObjectNode service, String host) {
    constraints(service).add(off(host));
  }

  static void allow(ObjectNode service, String host) {
    ArrayNode constraints = constraints(service);
    for (int i = constraints.size() - 1; i >= 0; i--) {
      if (constraints.path(i).asText().equals(off(host))) {
        constraints.remove(i);
      }
    }
  }

  private static ArrayNode constraints(ObjectNode service) {
    return service
        .withObjectProperty("TaskTemplate")
        .withObjectProperty("Placement")
        .withArrayProperty(CONSTRAINTS);
  }

  private static String off(String host) {
    return "node.hostname!=" + host;
  }
}
