package org.mcws.desk.advisory.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mcws.desk.advisory.Advisory;

/** Documents as they were published, where they are at hand: {@code -Dsamples=<folder>}. */
class PublishedDocumentsTests {

  private static final Path EXPECTED =
      Path.of("src/test/resources/advisories-published/expected.txt");

  static Stream<Arguments> documents() {
    List<Arguments> documents = new ArrayList<>();
    for (String part : Sample.content(EXPECTED).split("(?m)^## ")) {
      List<String> lines = part.lines().toList();
      if (!part.startsWith("#")) {
        documents.add(Arguments.of(lines.get(0), lines.subList(1, lines.size())));
      }
    }
    return documents.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("documents")
  void sayWhatAPersonReads(String name, List<String> expected) {
    Advisory advisory = Sample.published(name);
    List<String> told = new ArrayList<>(List.of(outline(advisory)));
    told.addAll(Told.of(advisory));
    assertThat(told).containsExactlyElementsOf(expected);
  }

  @Test
  void areAllExpected() throws IOException {
    Set<String> expected =
        documents().map(arguments -> (String) arguments.get()[0]).collect(Collectors.toSet());
    Path folder = Sample.published();
    for (String part : List.of("01-advisories", "02-csaf-vex", "03-scanner-sbom")) {
      try (Stream<Path> files = Files.list(folder.resolve(part))) {
        assertThat(files.map(file -> part + "/" + file.getFileName())).isSubsetOf(expected);
      }
    }
  }

  private static String outline(Advisory advisory) {
    Set<String> aliases = new TreeSet<>(advisory.aliases());
    return advisory.format()
        + ", "
        + advisory.kind()
        + ", "
        + advisory.id()
        + aliases.stream().map(alias -> " = " + alias).collect(Collectors.joining())
        + advisory.withdrawn().map(moment -> ", withdrawn " + moment).orElse("")
        + advisory
            .severity()
            .map(
                severity ->
                    ", "
                        + severity.score()
                        + (severity.automatable() ? " automatable" : "")
                        + (severity.totalControl() ? " total" : ""))
            .orElse("")
        + (advisory.exploited() ? ", exploited" : "");
  }
}
