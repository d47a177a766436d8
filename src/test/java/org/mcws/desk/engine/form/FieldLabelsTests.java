package org.mcws.desk.engine.form;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class FieldLabelsTests {

  private final FieldLabels labels =
      new FieldLabels(
          read(
              """
              {"components": [
                {"type": "group", "label": "First owner", "path": "owners.0", "components": [
                  {"type": "textfield", "key": "email", "label": "E-mail"},
                  {"type": "datetime", "key": "since", "dateLabel": "Since when?"}]},
                {"type": "taglist", "key": "languages", "label": "Languages"},
                {"type": "text", "text": "Hello"}]}
              """));

  FieldLabelsTests() throws IOException {}

  @Test
  void anInputIsNamedAfterItsGroups() {
    assertThat(labels.of("/owners/0/email")).contains("First owner, E-mail");
    assertThat(labels.of("/owners/0/since")).contains("First owner, Since when?");
  }

  @Test
  void whatTheFormDoesNotShowHasTheNameOfWhatItIsIn() {
    assertThat(labels.of("/owners/0/phone")).contains("First owner");
    assertThat(labels.of("/languages/3")).contains("Languages");
    assertThat(labels.of("/owners/7/email")).isEmpty();
    assertThat(labels.of("/")).isEmpty();
  }

  private static JsonNode read(String form) throws IOException {
    return new ObjectMapper().readTree(form);
  }
}
