package org.mcws.desk.platform.hosting.swarm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a service becomes: the desk's part of it is laid over what is there, which keeps what Ops
 * have added, such as volumes, capabilities, networks and labels of their own.
 */
final class ServiceChanges {

  /** What the desk writes whole, so that what it no longer writes goes. */
  private static final List<String> WHOLE = List.of("Args", "Healthcheck");

  private static final String TARGET = "Target";

  private ServiceChanges() {}

  /**
   * @param is the definition of the service
   * @param wanted the desk's part of it
   * @param network the id of the network that sites are in, if it is there
   */
  static ObjectNode laidOver(JsonNode is, ObjectNode wanted, Optional<String> network) {
    ObjectNode merged = is.deepCopy();
    String name = wanted.path("Name").asText();
    merged.set("Labels", labels(is.path("Labels"), wanted.path("Labels"), name));
    merged.set("Mode", wanted.path("Mode"));
    // How it is replaced is Ops' from then on: one that has a volume of its own stops first.
    merged.set("UpdateConfig", over(wanted.path("UpdateConfig"), is.path("UpdateConfig")));
    JsonNode wantedTask = wanted.path("TaskTemplate");
    ObjectNode task = merged.withObjectProperty("TaskTemplate");
    task.set("Resources", over(task.path("Resources"), wantedTask.path("Resources")));
    network.ifPresent(id -> put(task, "Networks", id, wantedTask.path("Networks").path(0), true));
    ObjectNode container = task.withObjectProperty("ContainerSpec");
    JsonNode wantedContainer = wantedTask.path("ContainerSpec");
    put(container, "Mounts", HealthCheck.PROGRAM, wantedContainer.path("Mounts").path(0), false);
    for (String field : WHOLE) {
      set(container, field, wantedContainer.path(field));
    }
    container.set("Image", wantedContainer.path("Image"));
    return merged;
  }

  /**
   * Puts one of a list in the place of the one with the same target, or at the end, or takes it out
   * if it is missing. The order stays: another one would start all instances anew.
   */
  private static void put(
      ObjectNode parent, String field, String target, JsonNode one, boolean keep) {
    ArrayNode all = SwarmApi.JSON.createArrayNode();
    JsonNode left = one;
    for (JsonNode there : parent.path(field)) {
      if (!there.path(TARGET).asText().equals(target)) {
        all.add(there);
      } else if (!left.isMissingNode()) {
        all.add(keep ? there : left);
        left = SwarmApi.JSON.missingNode();
      }
    }
    if (!left.isMissingNode()) {
      all.add(left);
    }
    set(parent, field, all);
  }

  static ObjectNode container(ObjectNode service) {
    return service.withObjectProperty("TaskTemplate").withObjectProperty("ContainerSpec");
  }

  /** Sets a field, or takes it out if nothing is in it: Docker does not show what is empty. */
  static void set(ObjectNode parent, String field, JsonNode value) {
    if (value.isEmpty()) {
      parent.remove(field);
    } else {
      parent.set(field, value);
    }
  }

  private static ObjectNode labels(JsonNode are, JsonNode wanted, String service) {
    ObjectNode labels = SwarmApi.JSON.createObjectNode();
    for (Map.Entry<String, JsonNode> label : are.properties()) {
      String name = label.getKey();
      if (name.equals(Labels.VERSION)
          || !Labels.areOfDesk(name) && !EdgeLabels.areOfDesk(name, service)) {
        labels.set(name, label.getValue());
      }
    }
    return labels.setAll((ObjectNode) wanted);
  }

  private static JsonNode over(JsonNode under, JsonNode over) {
    if (under instanceof ObjectNode && over instanceof ObjectNode) {
      ObjectNode merged = under.deepCopy();
      over.properties()
          .forEach(f -> merged.set(f.getKey(), over(under.path(f.getKey()), f.getValue())));
      return merged;
    }
    return over.isMissingNode() ? under : over;
  }

  /** Whether two definitions are the same but for the names that the desk gave them. */
  static boolean same(JsonNode one, JsonNode other) {
    return unnamed(one).equals(unnamed(other));
  }

  /** Read anew, since what was read and what was written keep numbers in different ways. */
  private static JsonNode unnamed(JsonNode json) {
    try {
      JsonNode copy = SwarmApi.JSON.readTree(json.toString());
      copy.findParents(Labels.VERSION)
          .forEach(labels -> ((ObjectNode) labels).remove(Labels.VERSION));
      return copy;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
