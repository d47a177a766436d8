package org.mcws.desk.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page about configuration and the code know the same settings and defaults. */
class ConfigurationPageTests {

  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `(desk\\.[a-z0-9.-]+)` \\| (?:`([^`]*)`|none) \\| \\S.* \\|$");

  @Test
  void thePageListsEverySettingWithItsDefault() throws IOException {
    assertThat(onThePage())
        .as(
            "docs/configuration.md needs a row | `name` | `default` or none | meaning | per setting")
        .isEqualTo(inTheCode());
  }

  @Test
  void everySettingIsDescribedForEditors() throws IOException {
    Set<String> silent = new TreeSet<>();
    for (JsonNode property : properties()) {
      if (property.path("description").asText().isBlank()) {
        silent.add(property.path("name").asText());
      }
    }
    assertThat(silent).isEmpty();
  }

  private static Map<String, String> onThePage() throws IOException {
    Map<String, String> rows = new TreeMap<>();
    Matcher row = ROW.matcher(Files.readString(Path.of("docs/configuration.md")));
    while (row.find()) {
      rows.put(row.group(1), row.group(2) == null ? "" : row.group(2));
    }
    return rows;
  }

  private static Map<String, String> inTheCode() throws IOException {
    Map<String, String> settings = new TreeMap<>();
    for (JsonNode property : properties()) {
      settings.put(property.path("name").asText(), value(property.path("defaultValue")));
    }
    // What has parts is no setting itself.
    settings
        .keySet()
        .removeIf(
            name -> settings.keySet().stream().anyMatch(other -> other.startsWith(name + ".")));
    return settings;
  }

  private static String value(JsonNode defaultValue) {
    if (defaultValue.isArray()) {
      StringBuilder values = new StringBuilder();
      defaultValue.forEach(
          value -> values.append(values.isEmpty() ? "" : ",").append(value.asText()));
      return values.toString();
    }
    return defaultValue.asText();
  }

  private static Set<JsonNode> properties() throws IOException {
    Set<JsonNode> properties = new LinkedHashSet<>();
    Enumeration<URL> files =
        ConfigurationPageTests.class
            .getClassLoader()
            .getResources("META-INF/spring-configuration-metadata.json");
    for (URL file : Collections.list(files)) {
      try (InputStream in = file.openStream()) {
        for (JsonNode property : new ObjectMapper().readTree(in).path("properties")) {
          if (property.path("name").asText().startsWith("desk.")) {
            properties.add(property);
          }
        }
      }
    }
    return properties;
  }
}
