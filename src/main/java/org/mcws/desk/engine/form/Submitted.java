package org.mcws.desk.engine.form;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.value.SerializableValue;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.camunda.spin.json.SpinJsonNode;
import org.mcws.desk.engine.InvalidField;

/**
 * Process variables, as one JSON object. What JSON has no word for (bytes, dates) stays as it is.
 */
public final class Submitted {

  private static final String JSON = "application/json";
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private final ObjectNode json = JsonNodeFactory.instance.objectNode();

  private Submitted() {}

  /** Reads them; what cannot be read is added to {@code found} and left out. */
  public static Submitted of(Map<String, ?> variables, List<InvalidField> found) {
    Submitted submitted = new Submitted();
    for (String name : variables.keySet()) {
      try {
        // As it was sent: asking for the plain value would parse it with less to say.
        Object value =
            variables instanceof VariableMap typed
                ? typed.getValueTyped(name)
                : variables.get(name);
        submitted.json.set(name, node(value));
      } catch (JsonProcessingException e) {
        found.add(
            new InvalidField(
                pointer("", name),
                "The variable '"
                    + name
                    + "' is not valid JSON: "
                    + e.getOriginalMessage().lines().findFirst().orElse("")));
      }
    }
    return submitted;
  }

  public ObjectNode json() {
    return json;
  }

  /** The same as plain values: maps, lists, text, numbers, truth values. */
  public Map<String, Object> plain() {
    return plain(json);
  }

  static Map<String, Object> plain(ObjectNode json) {
    Map<String, Object> plain = new LinkedHashMap<>();
    json.properties().forEach(entry -> plain.put(entry.getKey(), plain(entry.getValue())));
    return plain;
  }

  private static Object plain(JsonNode node) {
    return MAPPER.convertValue(node, Object.class);
  }

  static JsonNode parse(Object plain) {
    return MAPPER.valueToTree(plain);
  }

  static String pointer(String parent, String name) {
    return parent + "/" + name.replace("~", "~0").replace("/", "~1");
  }

  private static JsonNode node(Object value) throws JsonProcessingException {
    if (value instanceof SerializableValue typed && !typed.isDeserialized()) {
      if (typed.getValueSerialized() == null) {
        return JsonNodeFactory.instance.nullNode();
      }
      // An Object variable is no JSON to the models, whatever it was serialized with.
      return "json".equals(typed.getType().getName())
              || JSON.equals(typed.getSerializationDataFormat())
          ? MAPPER.readTree(typed.getValueSerialized())
          : JsonNodeFactory.instance.pojoNode(typed);
    }
    if (value instanceof TypedValue typed) {
      return node(typed.getValue());
    }
    if (value instanceof SpinJsonNode spin) {
      return MAPPER.readTree(spin.toString());
    }
    if (value instanceof CharSequence
        || value instanceof Number
        || value instanceof Boolean
        || value instanceof Map
        || value instanceof Iterable) {
      return MAPPER.valueToTree(value);
    }
    return value == null
        ? JsonNodeFactory.instance.nullNode()
        : JsonNodeFactory.instance.pojoNode(value);
  }
}
