package org.mcws.desk.platform.hosting.marathon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.mcws.desk.platform.hosting.App;
import org.mcws.desk.platform.hosting.Settings;

/**
 * What an app is told when it starts. Only DC/OS has a store for secrets; in Marathon alone they
 * are variables like the others, and a label says which.
 */
final class Environment {

  private static final String VARIABLES = "env";
  private static final String LABELS = "labels";
  private static final String SECRETS = "desk-secrets";

  private Environment() {}

  /**
   * @param labels the app's labels, which those that tell about settings are added to
   */
  static void write(Settings settings, Map<String, String> labels, ObjectNode app) {
    ObjectNode variables = app.putObject(VARIABLES);
    settings.environment().forEach(variables::put);
    settings.secrets().forEach(variables::put);
    Map<String, String> all = new TreeMap<>(labels);
    all.keySet().removeAll(Set.of(App.SETTINGS, SECRETS));
    if (!settings.revision().isEmpty()) {
      all.put(App.SETTINGS, settings.revision());
    }
    if (!settings.secrets().isEmpty()) {
      all.put(SECRETS, String.join(",", new TreeSet<>(settings.secrets().keySet())));
    }
    all.forEach(app.putObject(LABELS)::put);
  }

  /** What it is told, but for its secrets. */
  static Settings read(JsonNode app) {
    JsonNode labels = app.path(LABELS);
    Set<String> secrets = Set.of(labels.path(SECRETS).asText("").split(","));
    Map<String, String> variables = new HashMap<>();
    app.path(VARIABLES).properties().stream()
        .filter(variable -> variable.getValue().isTextual())
        .filter(variable -> !secrets.contains(variable.getKey()))
        .forEach(variable -> variables.put(variable.getKey(), variable.getValue().asText()));
    return new Settings(variables, Map.of(), labels.path(App.SETTINGS).asText(""));
  }

  /** Whether the app has the settings of this revision, if it is one. */
  static boolean carries(JsonNode app, String revision) {
    return !revision.isEmpty() && app.path(LABELS).path(App.SETTINGS).asText("").equals(revision);
  }

  static boolean isItsLabel(String label) {
    return label.equals(App.SETTINGS) || label.equals(SECRETS);
  }
}
