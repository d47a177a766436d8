package org.mcws.desk.advisory.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import java.util.Iterator;
import java.util.Set;
import org.mcws.desk.engine.InvalidInput;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingEndEvent;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceEndEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;

/**
 * Makes a tree of YAML from its events alone: nothing is constructed, aliases are refused since a
 * few of them can stand for more than fits into memory, and what looks like a number stays the text
 * it is, since 1.10 is a version.
 */
final class YamlTree {

  private static final Set<String> NOTHING = Set.of("", "~", "null", "Null", "NULL");
  private static final Set<String> YES = Set.of("true", "True", "TRUE");
  private static final Set<String> NO = Set.of("false", "False", "FALSE");
  private static final Set<String> CORE_TAGS =
      Set.of("!", "str", "int", "float", "bool", "null", "timestamp", "seq", "map");

  private final Iterator<Event> events;

  private YamlTree(Iterator<Event> events) {
    this.events = events;
  }

  static JsonNode read(String text) {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(DocumentReader.LONGEST);
    options.setNestingDepthLimit(DocumentReader.DEEPEST);
    Yaml yaml = new Yaml(new SafeConstructor(options));
    try {
      return new YamlTree(yaml.parse(new StringReader(text)).iterator()).document();
    } catch (MarkedYAMLException e) {
      throw new InvalidInput(
          "/",
          "The document is neither JSON nor YAML"
              + (e.getProblemMark() == null ? "" : ", line " + (e.getProblemMark().getLine() + 1))
              + ".");
    } catch (YAMLException e) {
      throw new InvalidInput("/", "The document is neither JSON nor YAML.");
    }
  }

  private JsonNode document() {
    Event event = events.next();
    while (!(event instanceof NodeEvent)) {
      if (!events.hasNext()) {
        throw new InvalidInput("/", "The document is empty.");
      }
      event = events.next();
    }
    JsonNode tree = node(event, "", 0);
    while (events.hasNext()) {
      if (events.next() instanceof NodeEvent) {
        throw new InvalidInput("/", "There are several documents: send them one by one.");
      }
    }
    return tree;
  }

  private JsonNode node(Event event, String pointer, int depth) {
    if (event instanceof AliasEvent) {
      throw new InvalidInput(at(pointer), "There is a YAML alias: write out what it stands for.");
    }
    if (depth > DocumentReader.DEEPEST) {
      throw new InvalidInput(
          at(pointer), "The document goes deeper than " + DocumentReader.DEEPEST + " levels.");
    }
    if (event instanceof ScalarEvent scalar) {
      refuseTag(scalar.getTag(), pointer);
      return scalar(scalar);
    }
    if (event instanceof SequenceStartEvent sequence) {
      refuseTag(sequence.getTag(), pointer);
      return sequence(pointer, depth);
    }
    refuseTag(((MappingStartEvent) event).getTag(), pointer);
    return mapping(pointer, depth);
  }

  private ArrayNode sequence(String pointer, int depth) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (Event event = events.next(); !(event instanceof SequenceEndEvent); event = events.next()) {
      list.add(node(event, pointer + "/" + list.size(), depth + 1));
    }
    return list;
  }

  private ObjectNode mapping(String pointer, int depth) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (Event event = events.next(); !(event instanceof MappingEndEvent); event = events.next()) {
      if (!(event instanceof ScalarEvent key)) {
        throw new InvalidInput(at(pointer), "There is a key that is no text.");
      }
      String child = pointer + "/" + key.getValue().replace("~", "~0").replace("/", "~1");
      if (object.has(key.getValue())) {
        throw new InvalidInput(child, "The key '" + key.getValue() + "' is there twice.");
      }
      object.set(key.getValue(), node(events.next(), child, depth + 1));
    }
    return object;
  }

  private static JsonNode scalar(ScalarEvent scalar) {
    String value = scalar.getValue();
    if (scalar.getScalarStyle() != ScalarStyle.PLAIN || scalar.getTag() != null) {
      return JsonNodeFactory.instance.textNode(value);
    }
    if (NOTHING.contains(value)) {
      return JsonNodeFactory.instance.nullNode();
    }
    if (YES.contains(value) || NO.contains(value)) {
      return JsonNodeFactory.instance.booleanNode(YES.contains(value));
    }
    return JsonNodeFactory.instance.textNode(value);
  }

  private static void refuseTag(String tag, String pointer) {
    if (tag != null && !CORE_TAGS.contains(tag.replaceFirst("^tag:yaml\\.org,2002:", ""))) {
      throw new InvalidInput(at(pointer), "There is a YAML tag: leave it out.");
    }
  }

  private static String at(String pointer) {
    return pointer.isEmpty() ? "/" : pointer;
  }
}
