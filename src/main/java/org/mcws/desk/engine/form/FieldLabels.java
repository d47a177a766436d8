package org.mcws.desk.engine.form;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** How a form calls its inputs, so that a refusal speaks of what its reader has before them. */
public final class FieldLabels {

  private final Map<String, String> byPointer = new HashMap<>();

  public FieldLabels(JsonNode form) {
    collect(form, "", "");
  }

  /**
   * The label of the input at this place, after those of the groups that it is in: {@code First
   * owner, E-mail}. What lies deeper than the form shows has its container's.
   *
   * @param pointer JSON pointer into the variables
   */
  public Optional<String> of(String pointer) {
    for (String at = pointer; !at.isEmpty(); at = at.substring(0, at.lastIndexOf('/'))) {
      if (byPointer.containsKey(at)) {
        return Optional.of(byPointer.get(at));
      }
    }
    return Optional.empty();
  }

  private void collect(JsonNode parent, String pointer, String groups) {
    for (JsonNode component : parent.path("components")) {
      String own = component.path("label").asText(component.path("dateLabel").asText()).strip();
      String label = groups.isEmpty() || own.isEmpty() ? groups + own : groups + ", " + own;
      String key = component.path("key").asText(component.path("path").asText()).replace('.', '/');
      String inside = key.isEmpty() ? pointer : pointer + "/" + key;
      if (!key.isEmpty() && !label.isEmpty()) {
        byPointer.put(inside, label);
      }
      collect(component, inside, label);
    }
  }
}
