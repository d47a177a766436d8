package org.mcws.desk.platform.images.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mcws.desk.platform.images.dockerfile.Finding.Level;

/** Dockerfiles as others have published them, and as nobody would. */
class PublishedDockerfilesTests {

  private static final DockerfileCheck CHECK = new DockerfileCheck(Set.of());
  private static final Expectations SITE =
      new Expectations(true, Optional.of(80), Optional.empty());

  /** Which of them would not be built, and where and why. All others get a build attempt. */
  private static final Map<String, List<String>> STOPPED =
      Map.of(
          "Dockerfile.add-remote-url", List.of("15 addFromUrl"),
          "Dockerfile.env_no_value", List.of("3 syntax"),
          "Dockerfile.onbuild-edge-cases", List.of("5 onBuild", "6 onBuild", "7 onBuild"),
          "Dockerfile.php-apache-heredoc", List.of("9 buildKit", "14 buildKit"));

  @Test
  void eachIsBuiltOrExplained() throws IOException {
    Map<String, List<String>> stopped = new TreeMap<>();
    for (Path file : published()) {
      List<String> errors =
          CHECK.check(Files.readString(file), SITE).findings().stream()
              .filter(finding -> finding.level() == Level.ERROR)
              .map(finding -> finding.line() + " " + finding.rule())
              .toList();
      if (!errors.isEmpty()) {
        stopped.put(file.getFileName().toString(), errors);
      }
    }
    assertThat(stopped).isEqualTo(STOPPED);
  }

  @Test
  void theTrapsAreWarnedOf() throws IOException {
    assertThat(warnings("Dockerfile.telegram-bot-node")).contains("8 signals", "1 root");
    assertThat(warnings("Dockerfile.onbuild-edge-cases"))
        .contains("28 repeated", "29 repeated", "30 repeated", "31 repeated", "32 signals");
    assertThat(warnings("Dockerfile.hugo-nginx")).contains("1 latest", "5 noPort");
    assertThat(warnings("Dockerfile.nginx-nonroot")).contains("1 noPort").doesNotContain("1 root");
    assertThat(warnings("Dockerfile.wordpress-php8.3-apache")).contains("168 volume");
  }

  /** Whatever is put in, something is said and nothing thrown; the seed makes it repeatable. */
  @Test
  void noTextIsTooStrange() throws IOException {
    Random random = new Random(724);
    for (Path file : published()) {
      String text = Files.readString(file);
      for (int i = 0; i < 300; i++) {
        String strange = mutated(text, random);
        assertThatCode(() -> CHECK.check(strange, SITE))
            .as("%s, changed into:%n%s", file, strange)
            .doesNotThrowAnyException();
      }
    }
  }

  private static String mutated(String text, Random random) {
    StringBuilder changed = new StringBuilder(text);
    String pieces = "\\\n\"'[]=$:{}<-# `\t/@0";
    for (int i = 0; i <= random.nextInt(8); i++) {
      int at = random.nextInt(changed.length() + 1);
      switch (random.nextInt(3)) {
        case 0 -> changed.delete(at, at + 1);
        case 1 -> changed.insert(at, pieces.charAt(random.nextInt(pieces.length())));
        default -> changed.setLength(at);
      }
    }
    return changed.toString();
  }

  private static List<String> warnings(String name) throws IOException {
    return CHECK.check(Files.readString(folder().resolve(name)), SITE).findings().stream()
        .filter(finding -> finding.level() == Level.WARNING)
        .map(finding -> finding.line() + " " + finding.rule())
        .toList();
  }

  private static List<Path> published() throws IOException {
    try (Stream<Path> files = Files.list(folder())) {
      List<Path> all = files.sorted().toList();
      assertThat(all).isNotEmpty();
      return all;
    }
  }

  private static Path folder() {
    String folder = System.getProperty("samples", "");
    assumeFalse(folder.isEmpty(), "set -Dsamples=<folder> to the published inputs");
    return Path.of(folder, "07-dockerfiles");
  }
}
