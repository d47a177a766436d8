package org.mcws.desk.onboarding.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
    assertThat(ImageReference.isPinned(image)).isTrue();
    assertThat(ImageReference.isPinned(image + DIGEST)).isTrue();
    int tag = image.lastIndexOf(':');
    assertThat(ImageReference.isPinned(image.substring(0, tag))).isFalse();
    assertThat(ImageReference.isPinned(image.substring(0, tag) + DIGEST)).isTrue();
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
    assertThat(ImageReference.isPinned(image)).isFalse();
  }

  @Test
  void aHostileNameTakesNoTime() {
    String hostile = "a-".repeat(199) + "a".repeat(2) + "!";
    Assertions.assertThatCode(() -> ImageReference.isPinned(hostile)).doesNotThrowAnyException();
    org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(2), () -> ImageReference.isPinned(hostile));
  }
}
