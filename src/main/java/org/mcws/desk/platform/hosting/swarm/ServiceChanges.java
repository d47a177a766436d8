package org.mcws.desk.platform.hosting.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NumericNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What a service becomes: the desk's part of it is laid over what is there, which keeps what Ops
 * have added, such as volumes, capabilities, networks and labels of their own.
 */
final class ServiceChanges {

  /** What the desk writes whole, so that what it no longer writes goes. */
  private static final List<String> WHOLE = List.of("Args", "Env", "Healthcheck");

  private ServiceChanges() {}

  /**
   * @param is the definition of the service
   * @param wanted the desk's part of it
   * @param network the id of the network that sites are in
   */
  static ObjectNode laidOver(JsonNode is, ObjectNode wanted, String network) {
    ObjectNode merged = is.deepCopy();
    String name = wanted.path("Name").asText();
    merged.set("Labels", labels(is.path("Labels"), wanted.path("Labels"), name));
    merged.set("Mode", wanted.path("Mode"));
    merged.set("UpdateConfig", over(is.path("UpdateConfig"), wanted.path("UpdateConfig")));
    JsonNode wantedTask = wanted.path("TaskTemplate");
    ObjectNode task = merged.withObjectProperty("TaskTemplate");
    task.set("Resources", over(task.path("Resources"), wantedTask.path("Resources")));
    task.set(
        "Networks",
        others(task.path("Networks"), one -> one.path("Target").asText().equals(network))
            .addAll((ArrayNode) wantedTask.path("Networks")));
    container(task.withObjectProperty("ContainerSpec"), wantedTask.path("ContainerSpec"));
    return merged;
  }

  private static void container(ObjectNode container, JsonNode wanted) {
    container.set(
        "Mounts",
        others(
                container.path("Mounts"),
                mount -> mount.path("Target").asText().equals(HealthCheck.PROGRAM))
            .addAll((ArrayNode) wanted.path("Mounts")));
    container.remove(WHOLE);
    for (String field : WHOLE) {
      if (wanted.has(field)) {
        container.set(field, wanted.path(field));
      }
    }
    container.set("Image", wanted.path("Image"));
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

  private static ArrayNode others(JsonNode all, Predicate<JsonNode> ours) {
    ArrayNode others = SwarmApi.JSON.createArrayNode();
    for (JsonNode one : all) {
      if (!ours.test(one)) {
        others.add(one);
      }
    }
    return others;
  }

  private static JsonNode over(JsonNode under, JsonNode over) {
    if (under instanceof ObjectNode && over instanceof ObjectNode) {
      ObjectNode merged = under.deepCopy();
      over.properties()
          .forEach(f -> merged.set(f.getKey(), over(under.path(f.getKey()), f.getValue())));
      return merged;
    }
    return over;
  }

  /** Whether two definitions are the same but for the names that the desk gave them. */
  static boolean same(JsonNode one, JsonNode other) {
    return bare(one).equals(bare(other));
  }

  /** Docker leaves out what is empty or zero, and shows some of it nevertheless. */
  private static JsonNode bare(JsonNode json) {
    if (json instanceof ObjectNode object) {
      ObjectNode bare = SwarmApi.JSON.createObjectNode();
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        JsonNode value = bare(field.getValue());
        if (!isNothing(value) && !field.getKey().equals(Labels.VERSION)) {
          bare.set(field.getKey(), value);
        }
      }
      return bare;
    }
    if (json instanceof ArrayNode array) {
      ArrayNode bare = SwarmApi.JSON.createArrayNode();
      array.forEach(item -> bare.add(bare(item)));
      return bare;
    }
    return json instanceof NumericNode number && number.isIntegralNumber()
        ? SwarmApi.JSON.getNodeFactory().numberNode(number.longValue())
        : json;
  }

  private static boolean isNothing(JsonNode value) {
    return value.isNull()
        || value.isContainerNode() && value.isEmpty()
        || value.isNumber() && value.doubleValue() == 0
        || value.isBoolean() && !value.booleanValue()
        || value.isTextual() && value.textValue().isEmpty();
  }
}
