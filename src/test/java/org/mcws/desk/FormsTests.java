package org.mcws.desk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every form must have to work in Tasklist 7.24, whose form viewer is form-js 1.8.7. */
class FormsTests {

  /** Those that were seen to work; a dynamiclist would leave the Complete button off for good. */
  private static final Set<String> INPUTS =
      Set.of(
          "textfield",
          "textarea",
          "number",
          "checkbox",
          "checklist",
          "taglist",
          "radio",
          "select",
          "datetime");

  private static final Set<String> OTHERS =
      Set.of(
          "text", "html", "group", "table", "image", "separator", "spacer", "expression", "button");

  static Stream<Path> forms() throws IOException {
    return ModelsTests.filesIn("forms", ".form");
  }

  @ParameterizedTest
  @MethodSource("forms")
  void aFormIsNamedLikeItsFileAndMadeForTasklist(Path file) throws IOException {
    JsonNode form = read(file);

    assertThat(form.path("id").asText()).isEqualTo(ModelsTests.nameOf(file));
    assertThat(form.path("schemaVersion").asInt()).isEqualTo(16);
    assertThat(form.path("executionPlatform").asText()).isEqualTo("Camunda Platform");
    assertThat(form.path("executionPlatformVersion").asText()).isEqualTo("7.22.0");
  }

  @ParameterizedTest
  @MethodSource("forms")
  void tasklistCanShowEveryField(Path file) throws IOException {
    assertThat(fields(read(file), ""))
        .allSatisfy(
            field ->
                assertThat(field.type())
                    .isIn(Stream.concat(INPUTS.stream(), OTHERS.stream()).toList()));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void everyInputHasALabelAndAKeyOfItsOwn(Path file) throws IOException {
    List<Field> inputs =
        fields(read(file), "").stream().filter(field -> INPUTS.contains(field.type())).toList();

    assertThat(inputs).extracting(Field::key).doesNotHaveDuplicates();
    assertThat(inputs)
        .allSatisfy(
            field -> {
              assertThat(field.key())
                  .matches("([a-z][A-Za-z0-9]*|[0-9]+)(\\.([a-z][A-Za-z0-9]*|[0-9]+))*");
              assertThat(field.label()).as("label of %s", field.key()).isNotBlank();
            });
  }

  private static List<Field> fields(JsonNode parent, String path) {
    List<Field> fields = new ArrayList<>();
    for (JsonNode component : parent.path("components")) {
      fields.add(
          new Field(
              component.path("type").asText(),
              path + component.path("key").asText(),
              component.path(labelOf(component)).asText()));
      String inside = component.path("path").asText();
      fields.addAll(fields(component, inside.isEmpty() ? path : path + inside + "."));
    }
    return fields;
  }

  private static String labelOf(JsonNode component) {
    return !component.path("type").asText().equals("datetime")
        ? "label"
        : component.path("subtype").asText().equals("time") ? "timeLabel" : "dateLabel";
  }

  private static JsonNode read(Path file) throws IOException {
    return new ObjectMapper().readTree(file.toFile());
  }

  private record Field(String type, String key, String label) {}
}
