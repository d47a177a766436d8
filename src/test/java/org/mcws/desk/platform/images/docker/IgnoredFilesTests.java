package org.mcws.desk.platform.images.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mcws.desk.platform.images.BuildFailed;

/** What a {@code .dockerignore} leaves out. */
class IgnoredFilesTests {

  @ParameterizedTest
  @CsvSource({
    "node_modules, node_modules/x/y, true",
    "node_modules, a/node_modules, false",
    "/secret, secret, true",
    "./secret/, secret/a, true",
    "a/../b, b, true",
    "*.md, a.md, true",
    "*.md, d/a.md, false",
    "*/*.md, d/a.md, true",
    "**/*.md, a.md, true",
    "**/*.md, d/e/a.md, true",
    "docs/**, docs/a/b, true",
    "docs/**, docs, false",
    "a/**/b, a/b, true",
    "a/**/b, a/x/y/b, true",
    "a/**/b, a/x/y/c, false",
    "**, anything/at/all, true",
    "a?c, abc, true",
    "a?c, a/c, false",
    "[a-c]x, bx, true",
    "[^a-c]x, bx, false",
    "[^a-c]x, dx, true",
    "a\\*, a*, true",
    "a\\*, ab, false",
    "'*.log;!keep.log', keep.log, false",
    "'*.log;!keep.log', a.log, true",
    "'!keep.log;*.log', keep.log, true",
    "'# a;;  a  ', a, true",
  })
  void theLastLineThatFitsDecides(String lines, String path, boolean ignored) {
    assertThat(IgnoredFiles.of(Arrays.asList(lines.split(";"))).contain(path)).isEqualTo(ignored);
  }

  @Test
  void whatIsNoPatternIsSaidWithItsLine() {
    assertThatExceptionOfType(BuildFailed.class)
        .isThrownBy(() -> IgnoredFiles.of(List.of("a", "[b")))
        .withMessageContaining("Line 2");
    assertThatExceptionOfType(BuildFailed.class)
        .isThrownBy(() -> IgnoredFiles.of(Collections.nCopies(1001, "a")))
        .withMessageContaining("1000");
  }

  /** As a regular expression this would not end before the sun does. */
  @Test
  void noPatternTakesForEver() {
    IgnoredFiles ignored =
        IgnoredFiles.of(List.of("*a".repeat(100) + "b", "**/".repeat(100) + "b"));
    assertThat(ignored.contain("a".repeat(255))).isFalse();
    assertThat(ignored.contain("a/".repeat(100) + "a")).isFalse();
  }
}
