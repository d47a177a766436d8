package org.mcws.desk.platform.hosting.marathon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NumericNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What must be sent so that an app becomes what it should be.
 *
 * <p>Marathon restarts tasks when anything changes, and replaces each top-level field as a whole.
 * So only fields that differ are sent, and each of them complete: laid over what is there, which
 * keeps what Marathon assigned and what Ops added, such as volumes.
 */
final class AppChanges {

  private static final List<String> STATE =
      List.of(
          "version",
          "versionInfo",
          "tasksStaged",
          "tasksRunning",
          "tasksHealthy",
          "tasksUnhealthy",
          "deployments",
          "tasks",
          "lastTaskFailure",
          "readinessCheckResults",
          "taskStats");

  /** 1 and 1.0 are the same number. */
  private static final Comparator<JsonNode> NUMBERS_BY_VALUE =
      (one, other) ->
          one instanceof NumericNode && other instanceof NumericNode
              ? Double.compare(one.doubleValue(), other.doubleValue())
              : one.equals(other) ? 0 : 1;

  private AppChanges() {}

  /** The fields to send, none if the app is as it should be. */
  static ObjectNode between(JsonNode app, ObjectNode wanted) {
    ObjectNode changes = JsonNodeFactory.instance.objectNode();
    JsonNode current = withoutNulls(app);
    for (Map.Entry<String, JsonNode> field : wanted.properties()) {
      String name = field.getKey();
      JsonNode is = current.path(name);
      JsonNode shouldBe =
          switch (name) {
            case "env" -> field.getValue();
            case "labels" -> withLabelsOfOps(is, (ObjectNode) field.getValue());
            default -> overlay(is, field.getValue());
          };
      boolean bothEmpty = shouldBe.isContainerNode() && shouldBe.isEmpty() && is.isEmpty();
      if (!name.equals("id") && !bothEmpty && !same(is, shouldBe)) {
        changes.set(name, shouldBe);
      }
    }
    return changes;
  }

  /** Whether two definitions are the same but for their version. */
  static boolean sameConfiguration(JsonNode one, JsonNode other) {
    return same(configuration(one), configuration(other));
  }

  /** What somebody has decided about an app, without what Marathon knows of it. */
  static JsonNode configuration(JsonNode app) {
    return withoutNulls(app.<ObjectNode>deepCopy().remove(STATE));
  }

  /** Marathon shows null for what is not set, but its schema does not take null back. */
  private static JsonNode withoutNulls(JsonNode json) {
    if (json instanceof ObjectNode object) {
      ObjectNode bare = JsonNodeFactory.instance.objectNode();
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        if (!field.getValue().isNull()) {
          bare.set(field.getKey(), withoutNulls(field.getValue()));
        }
      }
      return bare;
    }
    if (json instanceof ArrayNode array) {
      ArrayNode bare = JsonNodeFactory.instance.arrayNode();
      array.forEach(item -> bare.add(withoutNulls(item)));
      return bare;
    }
    return json;
  }

  private static boolean same(JsonNode one, JsonNode other) {
    return one.equals(NUMBERS_BY_VALUE, other);
  }

  private static JsonNode withLabelsOfOps(JsonNode current, ObjectNode wanted) {
    ObjectNode labels = wanted.deepCopy();
    for (Map.Entry<String, JsonNode> label : current.properties()) {
      if (ProxyLabels.isSetByOps(label.getKey())) {
        labels.putIfAbsent(label.getKey(), label.getValue());
      }
    }
    return labels;
  }

  private static JsonNode overlay(JsonNode under, JsonNode over) {
    if (under instanceof ObjectNode && over instanceof ObjectNode) {
      ObjectNode merged = under.deepCopy();
      over.properties()
          .forEach(f -> merged.set(f.getKey(), overlay(under.path(f.getKey()), f.getValue())));
      return merged;
    }
    if (under instanceof ArrayNode && over instanceof ArrayNode && under.size() == over.size()) {
      ArrayNode merged = JsonNodeFactory.instance.arrayNode();
      for (int i = 0; i < over.size(); i++) {
        merged.add(overlay(under.get(i), over.get(i)));
      }
      return merged;
    }
    return over;
  }
}
