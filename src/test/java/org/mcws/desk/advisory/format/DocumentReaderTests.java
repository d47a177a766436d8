package org.mcws.desk.advisory.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mcws.desk.advisory.AdvisoryReader;
import org.mcws.desk.engine.InvalidInput;

/** What is no document is refused, however it tries to be trouble. */
class DocumentReaderTests {

  static Stream<Arguments> trouble() {
    return Stream.of(
        Arguments.of("", "/"),
        Arguments.of("  \n", "/"),
        Arguments.of("{", "/"),
        Arguments.of("{\"a\": {\"b\": [1, x]}}", "/a/b/1"),
        Arguments.of("{\"a\": 1, \"a\": 2}", "/a"),
        Arguments.of("{\"id\": 1} {\"id\": 2}", "/"),
        Arguments.of("[]", "/"),
        Arguments.of("{}", "/"),
        Arguments.of("[[[]]]", "/"),
        Arguments.of("{\"a\": NaN}", "/a"),
        Arguments.of("{\"a\": " + "9".repeat(5000) + "}", "/a"),
        Arguments.of("{\"hello\": \"world\"}", "/"),
        Arguments.of("just text", "/"),
        Arguments.of("<xml/>", "/"),
        Arguments.of("a: &a [x]\nb: *a", "/b"),
        Arguments.of("a: &a [*a]", "/a/0"),
        Arguments.of("a: !!java.net.URL [\"http://x.test\"]", "/a"),
        Arguments.of("a: !ruby/object:Gem::Version {}", "/a"),
        Arguments.of("a: 1\na: 2", "/a"),
        Arguments.of("? [a]\n: b", "/"),
        Arguments.of("a: 1\n---\nb: 2", "/"),
        Arguments.of("a: [1", "/"),
        Arguments.of("a: \u0000", "/"),
        Arguments.of("# only a comment", "/"));
  }

  @ParameterizedTest
  @MethodSource("trouble")
  void isRefusedWithThePlace(String document, String pointer) {
    InvalidInput invalid =
        catchThrowableOfType(InvalidInput.class, () -> new AdvisoryReader().read(document));
    assertThat(invalid).as(document).isNotNull();
    assertThat(invalid.fields().get(0).field()).isEqualTo(pointer);
    assertThat(invalid.fields().get(0).message()).isNotBlank();
  }

  @Test
  void depthHasABottom() {
    for (String document :
        new String[] {
          "[".repeat(100_000),
          "{\"a\":".repeat(100_000),
          "[".repeat(100_000) + "]".repeat(100_000),
          "a: " + "[".repeat(100_000),
          "- ".repeat(3000) + "x"
        }) {
      assertThat(catchThrowableOfType(InvalidInput.class, () -> DocumentReader.read(document)))
          .isNotNull();
    }
  }

  @Test
  void lengthHasAnEnd() {
    String document = "{\"id\": \"" + "x".repeat(DocumentReader.LONGEST) + "\"}";
    assertThat(catchThrowableOfType(InvalidInput.class, () -> DocumentReader.read(document)))
        .hasMessageContaining("20 million");
  }

  @Test
  void numbersKeepTheirZeros() {
    assertThat(DocumentReader.read("{\"a\": 1.10}").get("a").asText()).isEqualTo("1.10");
    assertThat(DocumentReader.read("a: 1.10\nb: 0x1F\nc: 2026-01-01\nd: ~\ne: true").toString())
        .isEqualTo("{\"a\":\"1.10\",\"b\":\"0x1F\",\"c\":\"2026-01-01\",\"d\":null,\"e\":true}");
  }

  @Test
  void aByteOrderMarkIsNoTrouble() {
    assertThat(DocumentReader.read("\uFEFF{\"a\": 1}").get("a").asInt()).isOne();
  }
}
