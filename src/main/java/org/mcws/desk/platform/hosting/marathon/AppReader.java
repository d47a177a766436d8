package org.mcws.desk.platform.hosting.marathon;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.mcws.desk.platform.hosting.App;

/** Reads an app that {@link AppWriter} wrote. */
final class AppReader {

  private AppReader() {}

  static App read(JsonNode app) {
    Map<String, String> labels = StatusReader.labels(app);
    List<String> hostNames = HostNames.read(labels);
    labels.keySet().removeIf(label -> HostNames.isForEdge(label) || Environment.isItsLabel(label));
    return new App(
        app.path("id").asText(),
        StatusReader.image(app),
        StreamSupport.stream(app.path("args").spliterator(), false).map(JsonNode::asText).toList(),
        Environment.read(app),
        port(app.path("container")),
        hostNames,
        app.path("healthChecks").path(0).path("path").asText(""),
        new App.Resources(
            app.path("cpus").asDouble(), app.path("mem").asInt(), app.path("disk").asInt()),
        app.path("instances").asInt(),
        labels);
  }

  /** From Marathon 1.5 on ports are the container's, before they were Docker's. */
  private static Optional<Integer> port(JsonNode container) {
    JsonNode mappings =
        container.path("portMappings").isArray()
            ? container.path("portMappings")
            : container.path("docker").path("portMappings");
    return Optional.of(mappings.path(0).path("containerPort"))
        .filter(JsonNode::isInt)
        .map(JsonNode::asInt);
  }
}
