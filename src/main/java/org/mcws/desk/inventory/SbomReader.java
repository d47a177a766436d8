package org.mcws.desk.inventory;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mcws.desk.engine.InvalidField;
import org.mcws.desk.engine.InvalidInput;

/**
 * Reads CycloneDX in JSON, from version 1.2 on. Of all that such a document can tell only the
 * components' package URLs are wanted, whose place has not changed since, so it is read piece by
 * piece instead of being made into objects as a whole, which for 20 MB would take ten times as much
 * memory.
 */
final class SbomReader {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();

  private static final int MOST_COMPONENTS = 100_000;
  private static final int MOST_FINDINGS = 20;
  private static final String COMPONENTS = "components";

  private final Map<String, SbomComponent> components = new LinkedHashMap<>();
  private final List<InvalidField> findings = new ArrayList<>();
  private int passedOver;
  private int seen;
  private String bomFormat;
  private String specVersion;

  private SbomReader() {}

  /**
   * @throws InvalidInput naming what is wrong by JSON pointers
   * @throws IOException if the document can't be read to its end
   */
  static Sbom read(InputStream document) throws IOException {
    SbomReader reader = new SbomReader();
    try (JsonParser parser = JSON.createParser(document)) {
      reader.readDocument(parser);
    } catch (JsonProcessingException e) {
      throw new InvalidInput("/", "The body is not valid JSON" + at(e.getLocation()) + ".");
    }
    return reader.result();
  }

  private Sbom result() {
    if (!"CycloneDX".equals(bomFormat)) {
      throw new InvalidInput(
          "/bomFormat", "'bomFormat' must be CycloneDX: upload a bill of materials in its JSON.");
    }
    if (specVersion == null || !specVersion.matches("1\\.([2-9]|[1-9][0-9])")) {
      throw new InvalidInput("/specVersion", "'specVersion' must be 1.2 or a later 1.x.");
    }
    if (!findings.isEmpty()) {
      throw new InvalidInput(findings);
    }
    return new Sbom(List.copyOf(components.values()), passedOver);
  }

  private void readDocument(JsonParser parser) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new InvalidInput("/", "The body must be a JSON object.");
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      JsonToken value = parser.nextToken();
      switch (field) {
        case "bomFormat" -> bomFormat = parser.getText();
        case "specVersion" -> specVersion = parser.getText();
        case COMPONENTS -> {
          if (value == JsonToken.START_ARRAY) {
            readComponents(parser);
          } else {
            find("/components", "'components' must be a list.");
          }
        }
        default -> {
          // Nothing that is needed here.
        }
      }
      parser.skipChildren();
    }
    if (parser.nextToken() != null) {
      throw new InvalidInput("/", "The body must be one JSON object and nothing after it.");
    }
  }

  private void readComponents(JsonParser parser) throws IOException {
    for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
      readComponent("/components/" + i, JSON.readTree(parser));
    }
  }

  private void readComponent(String pointer, JsonNode component) {
    seen++;
    if (seen > MOST_COMPONENTS) {
      throw new InvalidInput("/components", "There are more than 100,000 components.");
    }
    if (!component.isObject()) {
      find(pointer, "A component must be a JSON object.");
      return;
    }
    // Test tools, for example: they are listed, but not part of what runs.
    boolean excluded = "excluded".equals(component.path("scope").asText());
    JsonNode purl = component.path("purl");
    if (excluded || purl.isMissingNode() || purl.isNull() || purl.asText().isBlank()) {
      passedOver++;
    } else if (!purl.isTextual()) {
      find(pointer + "/purl", "'purl' must be a text.");
    } else {
      try {
        SbomPackage.of(component)
            .forEach(p -> components.putIfAbsent(p.name() + "@" + p.version(), p));
      } catch (IllegalArgumentException e) {
        find(pointer + "/purl", "'purl' " + e.getMessage() + ".");
      }
    }
    JsonNode inside = component.path(COMPONENTS);
    for (int i = 0; i < inside.size() && !excluded; i++) {
      readComponent(pointer + "/components/" + i, inside.path(i));
    }
  }

  private void find(String pointer, String message) {
    if (findings.size() < MOST_FINDINGS) {
      findings.add(new InvalidField(pointer, message));
    }
  }

  private static String at(JsonLocation place) {
    return place == null
        ? ""
        : " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")";
  }
}
