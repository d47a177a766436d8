package org.mcws.desk.engine.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mcws.desk.engine.InvalidField;

/**
 * One check of what was sent against one form. Inputs that the form hides just now may be absent;
 * what is there must be right all the same. What the form shows without letting it be changed must
 * be unchanged, and what the form does not name must not be there.
 */
public final class FormCheck {

  private static final Set<String> WITHOUT_VALUE =
      Set.of("text", "html", "image", "separator", "spacer", "iframe", "button", "table");

  private final ObjectNode sent;
  private final Map<String, Object> known;
  private final Clock clock;
  private final List<InvalidField> found;
  private final Map<String, Set<String>> named = new HashMap<>();
  private final Set<String> judged = new HashSet<>();
  private final List<Runnable> hiddenOnes = new ArrayList<>();

  /**
   * @param sent what was sent
   * @param known the variables that are there already
   * @param found what is wrong is added here
   */
  public FormCheck(
      ObjectNode sent, Map<String, Object> known, Clock clock, List<InvalidField> found) {
    this.sent = sent;
    this.known = known;
    this.clock = clock;
    this.found = found;
  }

  /**
   * @param form the deployed form
   * @param free top-level names that may be there although the form does not name them
   */
  public void check(JsonNode form, Set<String> free) {
    Map<String, Object> context = new HashMap<>(known);
    context.putAll(Submitted.plain(sent));
    walk(form.path("components"), new Place(sent, "", context, true));
    hiddenOnes.forEach(Runnable::run);
    refuseUnnamed(sent.deepCopy().without(free), "");
  }

  private void walk(JsonNode components, Place place) {
    for (JsonNode component : components) {
      String type = component.path("type").asText();
      boolean visible =
          place.visible
              && !Feel.isTrue(component.path("conditional").path("hide"), place.variables);
      Place here = place.seen(visible);
      if (type.equals("group")) {
        String path = component.path("path").asText();
        walk(component.path("components"), path.isEmpty() ? here : into(here, path));
      } else if (type.equals("dynamiclist")) {
        rows(component, here);
      } else if (!WITHOUT_VALUE.contains(type) && component.hasNonNull("key")) {
        input(component, here);
      }
    }
  }

  private void rows(JsonNode component, Place place) {
    Target target = target(place, component.path("path").asText());
    JsonNode rows = target.value();
    if (rows.isMissingNode() || rows.isNull()) {
      return;
    }
    if (!rows.isArray()) {
      found.add(new InvalidField(target.pointer(), "Must be a JSON array of objects (type Json)."));
      return;
    }
    for (int i = 0; i < rows.size(); i++) {
      walk(component.path("components"), enter(place, rows.get(i), target.pointer() + "/" + i));
    }
  }

  private Place into(Place place, String path) {
    Target target = target(place, path);
    return enter(place, target.value(), target.pointer());
  }

  private Place enter(Place place, JsonNode value, String pointer) {
    ObjectNode inside = JsonNodeFactory.instance.objectNode();
    if (value instanceof ObjectNode object) {
      inside = object;
    } else if (!value.isMissingNode() && !value.isNull()) {
      if (judged.add(pointer)) {
        found.add(new InvalidField(pointer, "Must be a JSON object (type Json)."));
      }
      return new Place(inside, pointer, place.variables, false);
    }
    named.computeIfAbsent(pointer, p -> new HashSet<>());
    Map<String, Object> variables = new HashMap<>(place.variables);
    variables.putAll(Submitted.plain(inside));
    return new Place(inside, pointer, variables, place.visible);
  }

  private void input(JsonNode component, Place place) {
    Target target = target(place, component.get("key").asText());
    if (component.path("type").asText().equals("expression")) {
      JsonNode computed =
          Submitted.parse(Feel.evaluate(component.path("expression"), place.variables));
      unchanged(component, target, computed);
    } else if (component.path("disabled").asBoolean(false)
        || Feel.isTrue(component.path("readonly"), place.variables)) {
      unchanged(component, target, Submitted.parse(known).at(target.pointer()));
    } else if (place.visible) {
      judged.add(target.pointer());
      rules(component, place, target).check(target.value(), true);
    } else {
      hiddenOnes.add(
          () -> {
            if (judged.add(target.pointer())) {
              rules(component, place, target).check(target.value(), false);
            }
          });
    }
  }

  private FieldRules rules(JsonNode component, Place place, Target target) {
    return new FieldRules(
        component,
        place.variables,
        clock,
        message -> found.add(new InvalidField(target.pointer(), message)));
  }

  private void unchanged(JsonNode component, Target target, JsonNode value) {
    judged.add(target.pointer());
    boolean left =
        FieldRules.isEmpty(target.value())
            || FieldRules.same(target.value(), value)
            || FieldRules.same(target.value(), component.path("defaultValue"));
    if (!left) {
      found.add(
          new InvalidField(
              target.pointer(),
              FieldRules.label(component)
                  + " is shown only and cannot be changed here; leave it out, or reload the form."));
    }
  }

  /** Follows a key or path, which may have dots, and notes that the form names its parts. */
  private Target target(Place place, String path) {
    String[] parts = path.split("\\.");
    JsonNode at = place.object;
    String pointer = place.pointer;
    for (int i = 0; i < parts.length; i++) {
      name(pointer, parts[i]);
      at = at.path(parts[i]);
      pointer = Submitted.pointer(pointer, parts[i]);
      if (i < parts.length - 1) {
        named.computeIfAbsent(pointer, p -> new HashSet<>());
      }
    }
    return new Target(at, pointer);
  }

  private void name(String pointer, String name) {
    named.computeIfAbsent(pointer, p -> new HashSet<>()).add(name);
  }

  private void refuseUnnamed(JsonNode node, String pointer) {
    Set<String> names = named.get(pointer);
    if (node.isObject() && names != null) {
      node.properties()
          .forEach(
              entry -> {
                String inside = Submitted.pointer(pointer, entry.getKey());
                if (names.contains(entry.getKey())) {
                  refuseUnnamed(entry.getValue(), inside);
                } else {
                  found.add(
                      new InvalidField(
                          inside, "The form has no field '" + entry.getKey() + "'; leave it out."));
                }
              });
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        refuseUnnamed(node.get(i), pointer + "/" + i);
      }
    }
  }

  private record Target(JsonNode value, String pointer) {}

  private record Place(
      ObjectNode object, String pointer, Map<String, Object> variables, boolean visible) {

    Place seen(boolean now) {
      return now == visible ? this : new Place(object, pointer, variables, now);
    }
  }
}
