package org.mcws.desk.build;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mcws.desk.platform.images.dockerfile.DockerfileCheck;

/** The examples are what the desk itself asks for. */
class StartersTests {

  private final Starters starters = new Starters();

  StartersTests() throws IOException {}

  @Test
  void eachIsExplainedAndLeavesNothingToSay() {
    assertThat(starters.all())
        .extracting(Starter::id)
        .containsExactlyInAnyOrder(
            "bash-script",
            "scheduled-script",
            "static-site",
            "telegram-bot-node",
            "telegram-bot-python");
    for (Starter starter : starters.all()) {
      BuildPurpose purpose = new BuildPurpose(starter.kind(), Optional.ofNullable(starter.port()));
      assertThat(
              new DockerfileCheck(Set.of())
                  .check(starters.dockerfile(starter.id()), purpose.expectations())
                  .findings())
          .as(starter.id())
          .isEmpty();
      assertThat(starter.explanation()).as(starter.id()).contains("Dockerfile");
      assertThat(starters.files(starter.id())).as(starter.id()).doesNotContainKey("starter.yaml");
    }
  }

  /** The form that asks for them is drawn by hand. */
  @Test
  void theFormOffersThemAll() throws IOException {
    JsonNode form = new ObjectMapper().readTree(Path.of("forms/onboarding-start.form").toFile());
    for (String group : new String[] {"field_services_0", "field_services_1"}) {
      assertThat(options(form, group + "_starter"))
          .as(group)
          .containsExactlyInAnyOrderElementsOf(starters.all().stream().map(Starter::id).toList());
    }
  }

  private static List<String> options(JsonNode form, String id) {
    return form.findParents("id").stream()
        .filter(component -> component.path("id").asText().equals(id))
        .flatMap(component -> component.path("values").findValuesAsText("value").stream())
        .toList();
  }

  @Test
  void whatLiesInFoldersIsThere() {
    assertThat(starters.files("static-site")).containsKeys("Dockerfile", "pages/index.html");
  }
}
