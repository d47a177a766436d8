package org.mcws.desk.recovery.alert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.mcws.desk.engine.InvalidField;
import org.mcws.desk.engine.InvalidInput;

/**
 * What stands at one place of a message. A decoration of the wrong kind counts as not there, since
 * it must not keep an alert out; what an alert can't do without is asked for by {@link #value} and
 * {@link #each}, which refuse it.
 *
 * @param pointer the place, as a JSON pointer; empty for the whole message
 */
record Told(JsonNode node, String pointer) {

  static final int MOST_ELEMENTS = 5_000;

  private static final int MOST_REFUSALS = 20;

  static Told whole(JsonNode message) {
    return new Told(message == null ? MissingNode.getInstance() : message, "");
  }

  Told at(String field) {
    JsonNode child = node.get(field);
    return new Told(child == null ? MissingNode.getInstance() : child, pointer + "/" + field);
  }

  /** Whether something other than null stands here. */
  boolean isThere() {
    return !node.isMissingNode() && !node.isNull();
  }

  boolean isObject() {
    return node.isObject();
  }

  boolean isList() {
    return node.isArray();
  }

  /** Whether one of these fields is there, if only as null. */
  boolean mentions(String... fields) {
    return Stream.of(fields).anyMatch(node::has);
  }

  /** The first of these fields that says something; numbers count as texts. */
  Optional<String> text(String... fields) {
    return Stream.of(fields)
        .map(this::at)
        .filter(Told::isThere)
        .flatMap(told -> Lines.of(told.node.asText()).stream())
        .findFirst();
  }

  /** As {@link #text}, but an object or a list in its place is refused. */
  Optional<String> value(String field) {
    if (at(field).node.isContainerNode()) {
      throw at(field).refusal("must be a text");
    }
    return text(field);
  }

  /** The first of these fields that is a moment in time. */
  Optional<Instant> moment(String... fields) {
    return Stream.of(fields).flatMap(field -> Moments.of(at(field).node).stream()).findFirst();
  }

  /** The object's fields that hold a text or the like, as written; none if it is no object. */
  Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    node.properties().stream()
        .filter(field -> field.getValue().isValueNode() && !field.getValue().isNull())
        .forEach(field -> texts.put(field.getKey(), field.getValue().asText()));
    return texts;
  }

  /** The list's elements; none if it is no list. */
  List<Told> elements() {
    List<Told> elements = new ArrayList<>();
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      elements.add(new Told(node.get(i), pointer + "/" + i));
    }
    return elements;
  }

  /** Reads each object of the list that must be here; what is wrong is told at once. */
  <T> List<T> each(Function<Told, T> reader) {
    if (!node.isArray() || node.isEmpty()) {
      throw refusal("must be a list of one alert or more");
    }
    if (node.size() > MOST_ELEMENTS) {
      throw refusal(
          String.format(
              Locale.ROOT,
              "holds %,d alerts: send at most %,d in one message",
              node.size(),
              MOST_ELEMENTS));
    }
    List<T> all = new ArrayList<>();
    List<InvalidField> wrong = new ArrayList<>();
    for (Told element : elements()) {
      try {
        if (!element.isObject()) {
          throw element.refusal("must be an object");
        }
        all.add(reader.apply(element));
      } catch (InvalidInput invalid) {
        wrong.addAll(invalid.fields());
        if (wrong.size() >= MOST_REFUSALS) {
          break;
        }
      }
    }
    if (!wrong.isEmpty()) {
      throw new InvalidInput(wrong);
    }
    return all;
  }

  /**
   * @param problem what is wrong and what would be right, going on from the place's name
   */
  InvalidInput refusal(String problem) {
    return pointer.isEmpty()
        ? new InvalidInput("/", "The message " + problem + ".")
        : new InvalidInput(pointer, "'" + pointer.substring(1) + "' " + problem + ".");
  }
}
