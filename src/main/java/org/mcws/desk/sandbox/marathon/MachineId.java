package org.mcws.desk.sandbox.marathon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/**
 * What Mesos tells machines apart by: both parts, one of which may be empty.
 *
 * @param hostname in lower case, since its case does not matter
 * @param ip the address
 */
record MachineId(String hostname, String ip) {

  static MachineId of(JsonNode json) {
    return new MachineId(
        json.path("hostname").asText().toLowerCase(Locale.ROOT), json.path("ip").asText());
  }

  static MachineId of(Agent agent) {
    return new MachineId(agent.hostname(), Agent.ADDRESS);
  }

  boolean isEmpty() {
    return hostname.isEmpty() && ip.isEmpty();
  }

  ObjectNode json() {
    return Json.object().put("hostname", hostname).put("ip", ip);
  }

  @Override
  public String toString() {
    return json().toString();
  }
}
