package org.mcws.desk.platform.hosting.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.mcws.desk.platform.hosting.App;

/** Reads the app from a service that {@link ServiceWriter} wrote. */
final class AppReader {

  private AppReader() {}

  static App read(String id, JsonNode service) {
    String name = service.path("Name").asText();
    JsonNode task = service.path("TaskTemplate");
    JsonNode container = task.path("ContainerSpec");
    JsonNode labels = service.path("Labels");
    Optional<Integer> port = HealthCheck.port(container).or(() -> EdgeLabels.port(labels, name));
    return new App(
        id,
        StatusReader.image(service),
        StreamSupport.stream(container.path("Args").spliterator(), false)
            .map(JsonNode::asText)
            .toList(),
        Environment.read(service),
        port,
        EdgeLabels.hostNames(labels, name),
        // Without a checker nothing asks for a path, but one must be said.
        HealthCheck.path(container).orElse(port.isPresent() ? "/" : ""),
        resources(task.at("/Resources/Reservations")),
        service.at("/Mode/Replicated/Replicas").asInt(),
        labels(labels));
  }

  private static App.Resources resources(JsonNode reserved) {
    return new App.Resources(
        reserved.path("NanoCPUs").asLong() / ServiceWriter.NANO,
        (int) (reserved.path("MemoryBytes").asLong() / ServiceWriter.MIB),
        0);
  }

  private static Map<String, String> labels(JsonNode all) {
    Map<String, String> labels = new HashMap<>();
    all.properties().stream()
        .filter(label -> Labels.areOfApp(label.getKey()))
        .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
    return labels;
  }
}
