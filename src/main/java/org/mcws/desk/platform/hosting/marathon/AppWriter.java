package org.mcws.desk.platform.hosting.marathon;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import org.mcws.desk.platform.hosting.App;
import org.mcws.desk.platform.hosting.HealthChecks;

/**
 * Writes an app as Marathon wants it.
 *
 * <p>An image that is named by a tag is not pulled again at a restart: what runs must not change
 * unless somebody changes it.
 */
final class AppWriter {

  private final HealthChecks health;
  private final HostNames hostNames;

  AppWriter(HealthChecks health, HostNames hostNames) {
    this.health = health;
    this.hostNames = hostNames;
  }

  /**
   * @param networks whether this Marathon knows {@code networks}, that is from 1.5 on
   */
  ObjectNode write(App app, boolean networks) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", app.id());
    var args = json.putArray("args");
    app.command().forEach(args::add);
    ObjectNode container = json.putObject("container").put("type", "DOCKER");
    ObjectNode docker = container.putObject("docker").put("image", app.image());
    if (networks) {
      json.putArray("networks").addObject().put("mode", "container/bridge");
    } else {
      docker.put("network", "BRIDGE");
    }
    // A worker's list is empty but there: without one, Marathon gives it a port.
    var mappings = (networks ? container : docker).putArray("portMappings");
    app.port()
        .ifPresent(port -> mappings.addObject().put("containerPort", port).put("protocol", "tcp"));
    Environment.write(app.settings(), labels(app), json);
    json.put("instances", app.instances())
        .put("cpus", app.resources().cpus())
        .put("mem", app.resources().memoryMiB())
        .put("disk", app.resources().diskMiB());
    var checks = json.putArray("healthChecks");
    if (app.port().isPresent()) {
      checks
          .addObject()
          .put("protocol", "HTTP")
          .put("path", app.healthPath())
          .put("portIndex", 0)
          .put("gracePeriodSeconds", health.grace().toSeconds())
          .put("intervalSeconds", health.interval().toSeconds())
          .put("timeoutSeconds", health.timeout().toSeconds())
          .put("maxConsecutiveFailures", health.maxFailures());
    }
    return json;
  }

  private Map<String, String> labels(App app) {
    Map<String, String> labels = new TreeMap<>(app.labels());
    if (app.port().isPresent() && !app.hostNames().isEmpty()) {
      labels.putAll(hostNames.labels(app));
    }
    return labels;
  }
}
