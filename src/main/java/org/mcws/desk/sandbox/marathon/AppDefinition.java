package org.mcws.desk.sandbox.marathon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * One version of an app, complete with defaults.
 *
 * @param json the app as Marathon shows it, without what belongs to its state
 */
record AppDefinition(ObjectNode json) {

  private static final int DAY_IN_SECONDS = 86_400;

  private static final Set<String> NO_CONFIGURATION =
      Set.of("version", "versionInfo", "instances", "id");

  String id() {
    return json.path("id").asText();
  }

  String version() {
    return json.path("version").asText();
  }

  /** The version since which tasks need not be started anew. */
  String configVersion() {
    return json.path("versionInfo").path("lastConfigChangeAt").asText();
  }

  int instances() {
    return json.path("instances").asInt();
  }

  double cpus() {
    return json.path("cpus").asDouble();
  }

  double mem() {
    return json.path("mem").asDouble();
  }

  double disk() {
    return json.path("disk").asDouble();
  }

  String image() {
    return json.path("container").path("docker").path("image").asText();
  }

  JsonNode portMappings() {
    JsonNode container = json.path("container");
    JsonNode mappings = container.path("portMappings");
    return mappings.isArray() ? mappings : container.path("docker").path("portMappings");
  }

  /** How many ports each task is given. */
  int ports() {
    return json.has("container") ? portMappings().size() : json.path("portDefinitions").size();
  }

  boolean hasHealthCheck() {
    return !json.path("healthChecks").isEmpty();
  }

  JsonNode healthCheck() {
    return json.path("healthChecks").path(0);
  }

  /** Whether its tasks are not to start anew for a day or more when they have ended. */
  boolean isJob() {
    return json.path("backoffSeconds").asDouble() >= DAY_IN_SECONDS;
  }

  JsonNode upgradeStrategy() {
    return json.path("upgradeStrategy");
  }

  Map<String, String> labels() {
    Map<String, String> labels = new LinkedHashMap<>();
    json.path("labels").properties().forEach(l -> labels.put(l.getKey(), l.getValue().asText()));
    return labels;
  }

  boolean sameConfigurationAs(AppDefinition other) {
    return configuration(json).equals(configuration(other.json));
  }

  /** This definition as the successor of another: only a real change starts tasks anew. */
  AppDefinition following(AppDefinition before, String now, boolean restart) {
    boolean configured = restart || before == null || !sameConfigurationAs(before);
    boolean scaled = before == null || before.instances() != instances();
    if (!configured && !scaled) {
      return before;
    }
    ObjectNode next = json.deepCopy().put("version", now);
    JsonNode info = before == null ? Json.object() : before.json.path("versionInfo");
    next.putObject("versionInfo")
        .put("lastScalingAt", info.path("lastScalingAt").asText(now))
        .put("lastConfigChangeAt", configured ? now : before.configVersion());
    if (scaled) {
      next.withObject("/versionInfo").put("lastScalingAt", now);
    }
    return new AppDefinition(next);
  }

  private static ObjectNode configuration(ObjectNode json) {
    return json.deepCopy().remove(NO_CONFIGURATION);
  }
}
