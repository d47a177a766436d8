package org.mcws.desk.sandbox.marathon;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageBehaviourTests {

  @ParameterizedTest
  @CsvSource({
    "wordpress:6.8.3-php8.3-apache, WORKS",
    "wordpress, WORKS",
    "wordpress:broken, BROKEN",
    "bot:2.1-crash, CRASH",
    "wordpress:6.8.4-missing-php8.3-apache, MISSING",
    "ghcr.io/x/site:1.slow, SLOW",
    "ghcr.io:5000/slow/broken:1, WORKS",
    "wordpress:unbroken, WORKS",
    // No registry has it any more, but who runs it goes on.
    "wordpress:6.8.3-gone, WORKS"
  })
  void aWordOfTheTagDecides(String image, ImageBehaviour behaviour) {
    assertThat(ImageBehaviour.of(image)).isEqualTo(behaviour);
    assertThat(ImageBehaviour.of(image + "@sha256:" + "0".repeat(64))).isEqualTo(behaviour);
  }
}
