package org.mcws.desk.sandbox.marathon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.mcws.desk.sandbox.marathon.MarathonError.Violation;

/** What Marathon accepts as an app, and what it adds to it. */
final class AppRules {

  private static final Pattern SEGMENT =
      Pattern.compile("[a-z0-9]|[a-z0-9][a-z0-9-.]*[a-z0-9]|\\.\\.");
  private static final Set<String> RESERVED = Set.of("restart", "tasks", "versions");
  private static final Set<String> PROTOCOLS =
      Set.of("HTTP", "HTTPS", "TCP", "COMMAND", "MESOS_HTTP", "MESOS_HTTPS", "MESOS_TCP");

  /** The fields that are kept; like Marathon, all others are dropped without a word. */
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("id", "jsstring"),
          Map.entry("cmd", "jsstring"),
          Map.entry("args", "jsarray"),
          Map.entry("user", "jsstring"),
          Map.entry("container", "jsobject"),
          Map.entry("networks", "jsarray"),
          Map.entry("env", "jsobject"),
          Map.entry("labels", "jsobject"),
          Map.entry("instances", "jsnumber"),
          Map.entry("cpus", "jsnumber"),
          Map.entry("mem", "jsnumber"),
          Map.entry("disk", "jsnumber"),
          Map.entry("gpus", "jsnumber"),
          Map.entry("constraints", "jsarray"),
          Map.entry("acceptedResourceRoles", "jsarray"),
          Map.entry("healthChecks", "jsarray"),
          Map.entry("readinessChecks", "jsarray"),
          Map.entry("upgradeStrategy", "jsobject"),
          Map.entry("backoffSeconds", "jsnumber"),
          Map.entry("backoffFactor", "jsnumber"),
          Map.entry("maxLaunchDelaySeconds", "jsnumber"),
          Map.entry("taskKillGracePeriodSeconds", "jsnumber"),
          Map.entry("killSelection", "jsstring"),
          Map.entry("dependencies", "jsarray"),
          Map.entry("fetch", "jsarray"),
          Map.entry("portDefinitions", "jsarray"),
          Map.entry("requirePorts", "jsboolean"));

  private static final int FIRST_SERVICE_PORT = 10_000;
  private static final int SERVICE_PORTS = 50_000;

  private final boolean networks;
  private int servicePortsGiven;

  /**
   * @param networks whether this is Marathon 1.5 or later
   */
  AppRules(boolean networks) {
    this.networks = networks;
  }

  /** A new app. */
  AppDefinition create(ObjectNode body) {
    return complete(known(body));
  }

  /** An app changed by the fields that are given; each replaces the old field as a whole. */
  AppDefinition update(AppDefinition before, ObjectNode body) {
    ObjectNode merged = before.json().deepCopy();
    merged.remove(List.of("version", "versionInfo"));
    ObjectNode changes = known(body);
    changes.properties().forEach(change -> merged.set(change.getKey(), change.getValue()));
    return complete(merged);
  }

  private ObjectNode known(ObjectNode body) {
    ObjectNode app = Json.object();
    for (Map.Entry<String, JsonNode> field : body.properties()) {
      String type = TYPES.get(field.getKey());
      if (type == null || field.getValue().isNull()) {
        continue;
      }
      if (!isOf(type, field.getValue())) {
        throw MarathonError.wrongType("/" + field.getKey(), type);
      }
      app.set(field.getKey(), field.getValue().deepCopy());
    }
    for (String map : List.of("env", "labels")) {
      for (Map.Entry<String, JsonNode> entry : app.path(map).properties()) {
        boolean secret = map.equals("env") && entry.getValue().path("secret").isTextual();
        if (!entry.getValue().isTextual() && !secret) {
          throw MarathonError.wrongType("/" + map + "/" + entry.getKey(), "jsstring");
        }
      }
    }
    if (networks) {
      moveToNetworks(app);
    } else {
      app.remove("networks");
      if (app.path("container") instanceof ObjectNode container) {
        container.remove("portMappings");
      }
    }
    return app;
  }

  /** Marathon 1.5 still takes the older way of writing a container, and converts it. */
  private static void moveToNetworks(ObjectNode app) {
    if (!(app.path("container").path("docker") instanceof ObjectNode docker)) {
      return;
    }
    if (docker.has("network") && app.has("networks")) {
      throw MarathonError.invalid(
          List.of(
              new Violation(
                  "/container/docker/network", "must not be specified together with networks")));
    }
    JsonNode network = docker.remove("network");
    if (network != null) {
      ObjectNode mode = app.putArray("networks").addObject();
      switch (network.asText()) {
        case "HOST" -> mode.put("mode", "host");
        case "USER" -> mode.put("mode", "container");
        default -> mode.put("mode", "container/bridge");
      }
    }
    JsonNode mappings = docker.remove("portMappings");
    if (mappings != null) {
      ((ObjectNode) app.path("container")).set("portMappings", mappings);
    }
  }

  private AppDefinition complete(ObjectNode app) {
    app.put("id", "/" + app.path("id").asText().replaceFirst("^/+", ""));
    Defaults.apply(app, networks, this::nextServicePort);
    List<Violation> violations = new ArrayList<>();
    checkId(app, violations);
    checkNumbers(app, violations);
    checkWhatRuns(app, violations);
    checkContainer(app, violations);
    checkHealth(app, violations);
    if (!violations.isEmpty()) {
      throw MarathonError.invalid(violations);
    }
    return new AppDefinition(app);
  }

  /** After the last one the first is given again: nothing in the sandbox listens there. */
  private int nextServicePort() {
    return FIRST_SERVICE_PORT + servicePortsGiven++ % SERVICE_PORTS;
  }

  private static void checkId(ObjectNode app, List<Violation> violations) {
    String id = app.path("id").asText();
    String[] segments = id.substring(1).split("/", -1);
    for (String segment : segments) {
      if (!SEGMENT.matcher(segment).matches()) {
        violations.add(
            new Violation(
                "/id",
                "must fully match regular expression '^(([a-z0-9]|[a-z0-9][a-z0-9-]*[a-z0-9])\\.)*"
                    + "([a-z0-9]|[a-z0-9][a-z0-9-]*[a-z0-9])|(\\.|\\.\\.)$'"));
      }
    }
    if (RESERVED.contains(segments[segments.length - 1])) {
      violations.add(new Violation("/id", "must not end with restart, tasks or versions"));
    }
  }

  private static void checkNumbers(ObjectNode app, List<Violation> violations) {
    for (String field : List.of("instances", "cpus", "mem", "disk", "backoffSeconds")) {
      if (app.path(field).asDouble() < 0) {
        violations.add(new Violation("/" + field, "got -, expected 0 or more"));
      }
    }
    if (app.path("backoffFactor").asDouble() < 1) {
      violations.add(new Violation("/backoffFactor", "got less than 1, expected 1 or more"));
    }
    JsonNode strategy = app.path("upgradeStrategy");
    for (String field : List.of("minimumHealthCapacity", "maximumOverCapacity")) {
      double value = strategy.path(field).asDouble();
      if (value < 0 || value > 1) {
        violations.add(
            new Violation(
                "/upgradeStrategy/" + field, value > 1 ? "is greater than 1" : "is less than 0"));
      }
    }
    for (JsonNode constraint : app.path("constraints")) {
      if (!constraint.isArray() || constraint.size() < 2 || constraint.size() > 3) {
        violations.add(new Violation("/constraints", "each is [field, operator, value?]"));
      }
    }
  }

  private static void checkWhatRuns(ObjectNode app, List<Violation> violations) {
    boolean args = !app.path("args").isEmpty();
    if (app.has("cmd") && args) {
      violations.add(new Violation("/", "AppDefinition must not contain both 'cmd' and 'args'."));
    }
    if (!app.has("cmd") && !args && !app.path("container").has("docker")) {
      violations.add(
          new Violation(
              "/", "AppDefinition must either contain one of 'cmd' or 'args', and/or a container"));
    }
  }

  private static void checkContainer(ObjectNode app, List<Violation> violations) {
    JsonNode container = app.path("container");
    if ("DOCKER".equals(container.path("type").asText())
        && container.path("docker").path("image").asText().isEmpty()) {
      violations.add(new Violation("/container/docker/image", "must not be empty"));
    }
    for (JsonNode mapping : new AppDefinition(app).portMappings()) {
      for (String port : List.of("containerPort", "hostPort", "servicePort")) {
        int value = mapping.path(port).asInt();
        if (value < 0 || value > 65535) {
          violations.add(new Violation("/container/portMappings/" + port, "is not a port"));
        }
      }
    }
  }

  private static void checkHealth(ObjectNode app, List<Violation> violations) {
    int ports = new AppDefinition(app).ports();
    for (JsonNode check : app.path("healthChecks")) {
      String protocol = check.path("protocol").asText();
      if (!PROTOCOLS.contains(protocol)) {
        violations.add(new Violation("/healthChecks/protocol", "is not one of " + PROTOCOLS));
      }
      if (!protocol.equals("COMMAND")
          && !check.has("port")
          && check.path("portIndex").asInt() >= ports) {
        violations.add(
            new Violation("/healthChecks", "Health check port indices must address an element"));
      }
    }
    if (app.path("readinessChecks").size() > 1) {
      violations.add(new Violation("/readinessChecks", "may have at most 1 element"));
    }
  }

  private static boolean isOf(String type, JsonNode value) {
    return switch (type) {
      case "jsstring" -> value.isTextual();
      case "jsnumber" -> value.isNumber();
      case "jsboolean" -> value.isBoolean();
      case "jsarray" -> value instanceof ArrayNode;
      default -> value.isObject();
    };
  }
}
