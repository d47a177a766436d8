package org.mcws.desk.advisory.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.mcws.desk.engine.InvalidInput;

/** Makes a tree of JSON or YAML, and trusts neither. */
public final class DocumentReader {

  /** No format goes deeper; CSAF allows 30 levels of branches, of two steps each. */
  static final int DEEPEST = 100;

  /** How long a document may be, in characters. */
  public static final int LONGEST = 20_000_000;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxStringLength(LONGEST)
                          .maxNumberLength(100)
                          .maxDocumentLength(LONGEST)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          // A version that is written as a number must stay what it is: 1.10 is not 1.1.
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .disable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();

  private DocumentReader() {}

  /**
   * Reads a document.
   *
   * @throws InvalidInput saying where it stops being JSON or YAML
   */
  public static JsonNode read(String document) {
    if (document.length() > LONGEST) {
      throw new InvalidInput(
          "/", "The document is longer than " + LONGEST / 1_000_000 + " million characters.");
    }
    String text = document.startsWith("\uFEFF") ? document.substring(1) : document;
    String start = text.stripLeading();
    if (start.isEmpty()) {
      throw new InvalidInput("/", "The document is empty.");
    }
    return start.startsWith("{") || start.startsWith("[") ? json(text) : YamlTree.read(text);
  }

  private static JsonNode json(String text) {
    try (JsonParser parser = JSON.createParser(text)) {
      try {
        return JSON.readTree(parser) instanceof JsonNode tree ? checked(parser, tree) : null;
      } catch (StreamConstraintsException e) {
        throw new InvalidInput(
            pointer(parser),
            "The document goes deeper than "
                + DEEPEST
                + " levels, or has a number that is too long.");
      } catch (JsonProcessingException e) {
        throw new InvalidInput(pointer(parser), "The document is no JSON" + place(e) + ".");
      }
    } catch (java.io.IOException e) {
      throw new InvalidInput("/", "The document cannot be read.");
    }
  }

  private static JsonNode checked(JsonParser parser, JsonNode tree) throws java.io.IOException {
    if (parser.nextToken() != null) {
      throw new InvalidInput("/", "Something follows after the end of the document.");
    }
    return tree;
  }

  private static String pointer(JsonParser parser) {
    String pointer = parser.getParsingContext().pathAsPointer().toString();
    return pointer.isEmpty() ? "/" : pointer;
  }

  private static String place(JsonProcessingException e) {
    JsonLocation at = e.getLocation();
    String duplicate =
        e.getOriginalMessage().startsWith("Duplicate field") ? ": a name is there twice" : "";
    return at == null
        ? duplicate
        : duplicate + ", line " + at.getLineNr() + ", column " + at.getColumnNr();
  }
}
