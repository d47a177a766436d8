package org.mcws.desk.advisory.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which versions a range means, whichever way it is written. */
class SpansTests {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      textBlock =
          """
          < 6.8.4                      ; 6.8.3 0.1            ; 6.8.4 7
          <= 6.8.4                     ; 6.8.4 6.8.3          ; 6.8.5
          > 1.0, < 2                   ; 1.0.1 1.9            ; 1.0 2
          >= 6.0, < 6.8.4 || = 5.9     ; 6.0 6.8.3 5.9        ; 5.8 5.9.1 6.8.4
          >=6.0 <6.8.4||5.9            ; 6.0 6.8.3 5.9        ; 5.8 5.9.1 6.8.4
          ~> 2.2.23                    ; 2.2.23 2.2.99        ; 2.2.22 2.3 3
          ~> 3.1                       ; 3.1 3.9              ; 3.0 4
          ~> 4.2.5, >= 4.2.5.2         ; 4.2.5.2 4.2.9        ; 4.2.5.1 4.3
          1.2.3                        ; 1.2.3                ; 1.2.2 1.2.4
          != 1.5                       ; 1 2                  ; 1.5
          *                            ; 1 2                  ; ""
          all versions                 ; 1 2                  ; ""
          """)
  void understandsRangesAsPeopleWriteThem(String text, String in, String out) {
    check(Constraints.parse(text, VersionOrder.GENERIC), in, out);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          vers:generic/>=2.9|<=4.1            ; 2.9 3 4.1       ; 2.8 4.2
          vers:npm/>=1.0.0|<1.5.0|>=2.0.0|<2.3.1 ; 1.0 1.4 2.0 2.3.0 ; 0.9 1.5 1.9 2.3.1
          vers:npm/<1|>2                      ; 0.5 3           ; 1 1.5 2
          vers:generic/1.0|1.2                ; 1.0 1.2         ; 1.1
          vers:generic/>=1|!=1.5|<2           ; 1 1.4 1.6       ; 0.9 1.5 2
          vers:generic/!=1.5                  ; 1 2             ; 1.5
          vers:all/*                          ; 1 2             ; ''
          vers:semver/2.7.0|<2.8.11.1         ; 2.7.0 2.8.11    ; 2.8.11.1
          vers:pypi/>=1.0%2Blocal             ; 2               ; 0.9
          """)
  void understandsVersRanges(String text, String in, String out) {
    check(Vers.parse(text, VersionOrder.GENERIC), in, out);
  }

  @ParameterizedTest(name = "not {0}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          >= 1, < 2                ; 0.9 2 3       ; 1 1.5
          ~> 2.2.23 || >= 3.2.6    ; 2.2.22 2.3 3.2.5 ; 2.2.23 2.2.30 3.2.6 4
          < 1 || > 2               ; 1 1.5 2       ; 0.9 2.1
          = 1                      ; 0.9 1.1       ; 1
          """)
  void knowsWhatLiesOutside(String text, String in, String out) {
    check(Constraints.parse(text, VersionOrder.RUBYGEMS).not(), in, out);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "TODO", "< TODO", "<", ">= 1,, < 2 <", "^", "|| 1", "< 1 |", "=> 1"})
  void refusesWhatIsNoRange(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Constraints.parse(text, VersionOrder.GENERIC));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"vers:", "vers:npm", "vers:npm/", "vers:npm/<", "vers:npm/|", "vers:npm/><1"})
  void refusesWhatIsNoVersRange(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Vers.parse(text, VersionOrder.GENERIC));
  }

  private static void check(Spans spans, String in, String out) {
    for (String version : in.split(" ")) {
      assertThat(spans.contain(version)).as(version).isTrue();
    }
    for (String version : out.isEmpty() ? new String[0] : out.split(" ")) {
      assertThat(spans.contain(version)).as(version).isFalse();
    }
  }
}
