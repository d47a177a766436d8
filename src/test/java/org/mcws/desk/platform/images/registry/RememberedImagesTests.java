package org.mcws.desk.platform.images.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mcws.desk.platform.images.Images;

class RememberedImagesTests {

  private final List<String> asked = new ArrayList<>();
  private long now = 0;
  private Optional<String> digest = Optional.of("sha256:1");

  private final Images registry =
      new Images() {
        @Override
        public Optional<String> digest(String reference) {
          asked.add(reference);
          return digest;
        }

        @Override
        public List<String> tags(String reference) {
          asked.add(reference);
          return List.of("1");
        }
      };

  @Test
  void theSameImageIsAskedForOnceInAWhile() {
    Images images = new RememberedImages(registry, Duration.ofSeconds(60), () -> now);
    assertThat(images.digest("a:1")).contains("sha256:1");
    digest = Optional.of("sha256:2");
    now += Duration.ofSeconds(59).toNanos();
    assertThat(images.digest("a:1")).contains("sha256:1");
    assertThat(images.digest("a:2")).contains("sha256:2");
    now += Duration.ofSeconds(1).toNanos();
    assertThat(images.digest("a:1")).contains("sha256:2");
    assertThat(asked).containsExactly("a:1", "a:2", "a:1");
  }

  @Test
  void whatIsMissingIsAskedForEveryTime() {
    Images images = new RememberedImages(registry, Duration.ofSeconds(60), () -> now);
    digest = Optional.empty();
    assertThat(images.digest("a:1")).isEmpty();
    digest = Optional.of("sha256:1");
    assertThat(images.digest("a:1")).contains("sha256:1");
    images.tags("a");
    images.tags("a");
    assertThat(asked).hasSize(4);
  }

  @Test
  void nothingIsRememberedForNoTime() {
    Images images = new RememberedImages(registry, Duration.ZERO, () -> now);
    images.digest("a:1");
    images.digest("a:1");
    assertThat(asked).hasSize(2);
  }
}
