package org.mcws.desk.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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
            "bash-script", "static-site", "telegram-bot-node", "telegram-bot-python");
    for (Starter starter : starters.all()) {
      BuildPurpose purpose = new BuildPurpose(starter.kind(), Optional.ofNullable(starter.port()));
      assertThat(
              new DockerfileCheck(Set.of())
                  .check(starters.dockerfile(starter.id()), purpose.expectations()))
          .as(starter.id())
          .isEmpty();
      assertThat(starter.explanation()).as(starter.id()).contains("Dockerfile");
      assertThat(starters.files(starter.id())).as(starter.id()).doesNotContainKey("starter.yaml");
    }
  }

  @Test
  void whatLiesInFoldersIsThere() {
    assertThat(starters.files("static-site")).containsKeys("Dockerfile", "pages/index.html");
  }
}
