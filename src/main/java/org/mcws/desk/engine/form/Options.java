package org.mcws.desk.engine.form;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What may be chosen in a select, radio, checklist or tag list. */
record Options(Set<JsonNode> values) {

  private static final int NAMED = 12;

  static Options of(JsonNode component, Map<String, Object> variables) {
    JsonNode list;
    if (component.hasNonNull("valuesKey")) {
      list = Submitted.parse(variables.get(component.get("valuesKey").asText()));
    } else if (component.hasNonNull("valuesExpression")) {
      list = Submitted.parse(Feel.evaluate(component.get("valuesExpression"), variables));
    } else {
      list = component.path("values");
    }
    Set<JsonNode> values = new LinkedHashSet<>();
    for (JsonNode option : list) {
      values.add(option.isObject() ? option.path("value") : option);
    }
    return new Options(values);
  }

  boolean contains(JsonNode value) {
    return values.stream().anyMatch(option -> FieldRules.same(option, value));
  }

  @Override
  public String toString() {
    String named =
        values.stream().limit(NAMED).map(JsonNode::asText).collect(Collectors.joining(", "));
    return values.size() > NAMED ? named + " …" : named;
  }
}
