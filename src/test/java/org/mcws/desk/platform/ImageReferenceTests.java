package org.mcws.desk.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReferenceTests {

  private static final String DIGEST = "@sha256:" + "0123456789abcdef".repeat(4);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "wordpress:6.8",
        "library/wordpress:6.8.3-php8.3-apache",
        "ghcr.io/hispano/site:1.4",
        "registry.example:5000/a/b_c/d__e/f-g.h:v1"
      })
  void aTagOrADigestPinsAnImage(String image) {
    assertThat(isPinned(image)).isTrue();
    assertThat(isPinned(image + DIGEST)).isTrue();
    int tag = image.lastIndexOf(':');
    assertThat(isPinned(image.substring(0, tag))).isFalse();
    assertThat(isPinned(image.substring(0, tag) + DIGEST)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost/site:dev",
        "localhost:5000/site:dev",
        "10.0.0.5:5000/site:dev",
        "registry:5000/site:dev",
        ":1",
        "site:",
        "Site:1",
        "a//b:1",
        "/a:1",
        "a:1/",
        "a b:1",
        "a:1 --privileged",
        "a:-1",
        "http://ghcr.io/a:1",
        "user@ghcr.io/a:1",
        "a@sha256:12",
        "a@md5:0123456789abcdef0123456789abcdef",
        "a:1\n"
      })
  void whatIsNoReferenceIsRefused(String image) {
    assertThat(isPinned(image)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "wordpress:6.8, docker.io, library/wordpress, 6.8, wordpress:6.8",
    "docker.io/wordpress:6.8, docker.io, library/wordpress, 6.8, wordpress:6.8",
    "docker.io/library/wordpress:6.8, docker.io, library/wordpress, 6.8, wordpress:6.8",
    "index.docker.io/nginxinc/nginx:1, docker.io, nginxinc/nginx, 1, nginxinc/nginx:1",
    "ghcr.io/hispano/site:1.4, ghcr.io, hispano/site, 1.4, ghcr.io/hispano/site:1.4",
    "registry.example:5000/a/b:v1, registry.example:5000, a/b, v1, registry.example:5000/a/b:v1",
    "localhost/site:dev, localhost, site, dev, localhost/site:dev"
  })
  void readsDockersShortNames(
      String text, String registry, String repository, String tag, String shortest) {
    assertThat(ImageReference.parse(text))
        .contains(new ImageReference(registry, repository, Optional.of(tag), Optional.empty()))
        .map(ImageReference::toString)
        .contains(shortest);
    assertThat(ImageReference.parse(text + DIGEST))
        .map(ImageReference::toString)
        .contains(shortest + DIGEST);
  }

  @Test
  void aHostileNameTakesNoTime() {
    String hostile = "a-".repeat(199) + "a".repeat(2) + "!";
    Assertions.assertThatCode(() -> isPinned(hostile)).doesNotThrowAnyException();
    org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(2), () -> isPinned(hostile));
  }

  private static boolean isPinned(String text) {
    return ImageReference.parse(text)
        .filter(image -> image.isPinned() && image.hasPublicRegistry())
        .isPresent();
  }
}
