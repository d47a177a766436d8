package org.mcws.desk.sandbox.marathon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.IntSupplier;

/** The values that Marathon fills in where an app says nothing. */
final class Defaults {

  private Defaults() {}

  static void apply(ObjectNode app, boolean networks, IntSupplier servicePorts) {
    number(app, "instances", 1);
    decimal(app, "cpus", 1);
    decimal(app, "mem", 128);
    decimal(app, "disk", 0);
    number(app, "backoffSeconds", 1);
    decimal(app, "backoffFactor", 1.15);
    number(app, "maxLaunchDelaySeconds", 3600);
    app.putIfAbsent("requirePorts", app.booleanNode(false));
    app.putIfAbsent("killSelection", app.textNode("YOUNGEST_FIRST"));
    for (String list : new String[] {"constraints", "dependencies", "fetch", "healthChecks"}) {
      app.putIfAbsent(list, app.arrayNode());
    }
    if (!networks) {
      // Marathon 1.5 leaves empty maps out, earlier versions show them.
      app.putIfAbsent("env", app.objectNode());
      app.putIfAbsent("labels", app.objectNode());
    }
    ObjectNode strategy = app.withObject("/upgradeStrategy");
    decimal(strategy, "minimumHealthCapacity", 1);
    decimal(strategy, "maximumOverCapacity", 1);
    ports(app, networks, servicePorts);
    for (JsonNode check : app.path("healthChecks")) {
      healthCheck((ObjectNode) check);
    }
  }

  private static void ports(ObjectNode app, boolean networks, IntSupplier servicePorts) {
    if (!(app.path("container") instanceof ObjectNode container)) {
      if (!app.has("portDefinitions")) {
        app.putArray("portDefinitions").addObject().put("port", 0).put("protocol", "tcp");
      }
      return;
    }
    container.putIfAbsent("type", app.textNode("DOCKER"));
    container.putIfAbsent("volumes", app.arrayNode());
    ObjectNode owner = container;
    if (container.path("docker") instanceof ObjectNode docker) {
      docker.putIfAbsent("forcePullImage", app.booleanNode(false));
      docker.putIfAbsent("privileged", app.booleanNode(false));
      docker.putIfAbsent("parameters", app.arrayNode());
      owner = networks ? container : docker;
    }
    String mode = networks ? app.path("networks").path(0).path("mode").asText("host") : "";
    boolean bridged =
        networks
            ? !mode.equals("host")
            : container.path("docker").path("network").asText().equals("BRIDGE");
    if (networks && !app.has("networks")) {
      app.putArray("networks").addObject().put("mode", "host");
    }
    if (bridged && !owner.has("portMappings")) {
      owner.putArray("portMappings").addObject();
    }
    if (owner.path("portMappings") instanceof ArrayNode mappings) {
      for (JsonNode item : mappings) {
        ObjectNode mapping = (ObjectNode) item;
        number(mapping, "containerPort", 0);
        number(mapping, "hostPort", 0);
        mapping.putIfAbsent("protocol", app.textNode("tcp"));
        mapping.putIfAbsent("labels", app.objectNode());
        if (mapping.path("servicePort").asInt() == 0) {
          mapping.put("servicePort", servicePorts.getAsInt());
        }
      }
    }
  }

  private static void healthCheck(ObjectNode check) {
    check.putIfAbsent("protocol", check.textNode("HTTP"));
    number(check, "gracePeriodSeconds", 300);
    number(check, "intervalSeconds", 60);
    number(check, "timeoutSeconds", 20);
    number(check, "maxConsecutiveFailures", 3);
    check.putIfAbsent("ignoreHttp1xx", check.booleanNode(false));
    if (!check.has("port")) {
      number(check, "portIndex", 0);
    }
    if (check.path("protocol").asText().endsWith("HTTP")) {
      check.putIfAbsent("path", check.textNode("/"));
    }
  }

  private static void number(ObjectNode at, String field, int value) {
    at.putIfAbsent(field, at.numberNode(value));
  }

  /** Always a double, so that 1 and 1.0 are the same configuration. */
  private static void decimal(ObjectNode at, String field, double value) {
    at.put(field, at.path(field).asDouble(value));
  }
}
