package org.mcws.desk.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.Test;
import org.mcws.desk.platform.images.Images;
import org.mcws.desk.rollout.Fix.Kind;
import org.springframework.beans.factory.annotation.Autowired;

/** Which image a service shall get, by what the sandbox's registry has. */
class TargetImagesTests extends RolloutStage {

  @Autowired private TargetImages images;
  @Autowired private Images registry;

  @Test
  void whatIsMadeFromABlueprintGetsItsImageWithTheFixedVersion() {
    assertThat(images.find("wordpress", null, new Fix(Kind.SOFTWARE, "5.0.3")))
        .contains("wordpress:5.0.3-php8.3-apache");
  }

  @Test
  void ifTheRegistryDoesNotHaveItTheLowestAboveItIsTaken() {
    registry.digest("wordpress:5.1.2-php8.3-apache");
    remove("library/wordpress", "5.1.3-php8.3-apache");
    assertThat(images.find("wordpress", null, new Fix(Kind.SOFTWARE, "5.1.3")))
        .contains("wordpress:5.2.0-php8.3-apache");
  }

  @Test
  void anImageThatIsItselfTheProblemGetsTheFixedTagOfItsVariant() {
    assertThat(images.find(null, image("v1.2.3-alpine"), new Fix(Kind.IMAGE, "1.2.5")))
        .contains(image("v1.2.5-alpine"));
    assertThat(images.find(null, image("stable"), new Fix(Kind.IMAGE, "1.2.5")))
        .contains(image("1.2.5"));
  }

  @Test
  void whereSomethingInsideIsTheProblemTheNewestOfTheSameKindIsTaken() {
    String running = image("1.4.0");
    Fix fix = new Fix(Kind.COMPONENT, "openssl 3.0.9");
    assertThat(images.find(null, running, fix)).isEmpty();
    registry.digest(running);
    registry.digest(image("2.0.0"));
    registry.digest(image("1.9.0-beta"));
    assertThat(images.find(null, running, fix)).contains(image("1.5.0"));
  }

  @Test
  void whatSaysNothingOfVersionsIsLeftToAPerson() {
    Fix fix = new Fix(Kind.COMPONENT, "openssl 3.0.9");
    assertThat(images.find(null, image("latest"), fix)).isEmpty();
    assertThat(images.find(null, repository + "@sha256:" + "0".repeat(64), fix)).isEmpty();
    assertThat(images.find(null, null, fix)).isEmpty();
  }

  private void remove(String name, String tag) {
    String url = door.get(null, "/api/sandbox").json().path("registry").asText();
    door.send(
        HttpRequest.newBuilder(
                URI.create(url + "/v2/" + name + "/manifests/" + tag + "?ns=docker.io"))
            .DELETE()
            .build());
  }
}
