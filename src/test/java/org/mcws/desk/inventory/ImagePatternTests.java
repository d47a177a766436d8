package org.mcws.desk.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcws.desk.platform.ImageReference;

class ImagePatternTests {

  private static final ImagePattern WORDPRESS =
      new ImagePattern("wordpress:{version}-php8.3-apache");

  @ParameterizedTest
  @ValueSource(strings = {"6.8.3", "6.9", "6.9.0-RC1", "7.0-broken"})
  void readsTheVersionThatItNames(String version) {
    assertThat(versionOf(WORDPRESS.imageFor(version))).contains(version);
  }

  @ParameterizedTest
  @CsvSource({
    "wordpress:6.8.3-php8.4-fpm, 6.8.3",
    "wordpress:6, 6",
    "wordpress:v6.8, 6.8",
    "docker.io/library/wordpress:6.8.4-php8.3-apache, 6.8.4"
  })
  void readsOtherVariantsByTheirNumbers(String image, String version) {
    assertThat(versionOf(image)).contains(version);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"wordpress", "wordpress:latest", "wordpress:php8.3", "ghcr.io/x/wordpress:6.8.3"})
  void knowsWhenTheImageDoesNotTell(String image) {
    assertThat(versionOf(image)).isEmpty();
  }

  @Test
  void aDigestBesidesTheTagDoesNotMatter() {
    assertThat(versionOf("wordpress:6.8.3-php8.3-apache@sha256:" + "0".repeat(64)))
        .contains("6.8.3");
  }

  private static Optional<String> versionOf(String image) {
    return WORDPRESS.versionOf(ImageReference.parse(image).orElseThrow());
  }
}
