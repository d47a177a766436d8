package org.mcws.desk.platform.hosting.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.mcws.desk.platform.hosting.App;
import org.mcws.desk.platform.hosting.Settings;

/**
 * The variables that a container is told when it starts. Of a secret they tell only in which file
 * it is.
 */
final class Environment {

  private static final String VARIABLES = "Env";
  private static final String FILES = "/run/secrets/";
  private static final String OPEN = "{{";

  /** Swarm takes values for templates, which could ask for anything and never end. */
  private static final String PLAIN_OPEN = "{{\"{{\"}}";

  private Environment() {}

  static void write(Settings settings, ObjectNode service) {
    Map<String, String> variables = new TreeMap<>(settings.environment());
    settings
        .secrets()
        .keySet()
        .forEach(secret -> variables.put(Settings.fileVariable(secret), FILES + secret));
    ArrayNode written = SwarmApi.JSON.createArrayNode();
    variables.forEach((name, value) -> written.add(name + "=" + value.replace(OPEN, PLAIN_OPEN)));
    ServiceChanges.set(ServiceChanges.container(service), VARIABLES, written);
    ObjectNode labels = service.withObjectProperty("Labels");
    if (settings.revision().isEmpty()) {
      labels.remove(App.SETTINGS);
    } else {
      labels.put(App.SETTINGS, settings.revision());
    }
  }

  /** What a service's containers are told, but for their secrets. */
  static Settings read(JsonNode service) {
    Set<String> ofSecrets =
        Secrets.names(service).map(Settings::fileVariable).collect(Collectors.toSet());
    Map<String, String> variables = new HashMap<>();
    for (JsonNode variable : service.at("/TaskTemplate/ContainerSpec/" + VARIABLES)) {
      String[] parts = variable.asText().split("=", 2);
      if (parts.length == 2 && !ofSecrets.contains(parts[0])) {
        variables.put(parts[0], parts[1].replace(PLAIN_OPEN, OPEN));
      }
    }
    return new Settings(variables, Map.of(), revision(service));
  }

  /** Whether the service has the settings of this revision, if it is one. */
  static boolean carries(JsonNode service, String revision) {
    return !revision.isEmpty() && revision(service).equals(revision);
  }

  private static String revision(JsonNode service) {
    return service.path("Labels").path(App.SETTINGS).asText();
  }
}
