package org.mcws.desk.advisory.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mcws.desk.advisory.Advisory;
import org.mcws.desk.advisory.AdvisoryReader;
import org.mcws.desk.engine.InvalidField;
import org.mcws.desk.engine.InvalidInput;

class ManualFormatTests {

  @Test
  void fewFieldsAreAnAdvisory() {
    Advisory advisory = Sample.read("manual.json");
    assertThat(advisory.id()).isEqualTo("CVE-2026-1003");
    assertThat(advisory.title()).isEqualTo("WordPress lets everybody in");
    assertThat(advisory.format()).isEqualTo("by hand");
    assertThat(advisory.severity().orElseThrow().score()).isEqualTo(9.8);
    assertThat(advisory.exploited()).isTrue();
    assertThat(Told.of(advisory))
        .containsExactly("CVE-2026-1003 generic/wordpress AFFECTED [6.0,6.8.4) fixed 6.8.4");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          "package": "npm/x", "fixed": "2.0"                                 ; npm/x AFFECTED [,2.0) fixed 2.0
          "package": "npm/x"                                                 ; npm/x AFFECTED [,)
          "package": "pkg:npm/%40a/x@1.2.3"                                  ; npm/@a/x AFFECTED {1.2.3}
          "package": "pkg:pypi/A_b", "affected": "< 2 || = 2.5", "fixed": ["3", "2.6"] ; pypi/a-b AFFECTED [,2) {2.5} fixed 2.6,3
          "package": "npm/x", "affected": "vers:npm/>=1|<2", "fixed": ""     ; npm/x AFFECTED [1,2)
          "package": "pkg:docker/wordpress@6.8.3"                            ; docker/wordpress in wordpress:6.8.3 AFFECTED [,)
          "package": "pkg:oci/site?repository_url=ghcr.io/hispano/site&tag=1.4" ; docker/ghcr.io/hispano/site in ghcr.io/hispano/site:1.4 AFFECTED [,)
          "package": "maven/a.b:c", "affected": "<= 1.0"                     ; maven/a.b/c AFFECTED [,1.0]
          """)
  void understandsHowPeopleNamePackagesAndVersions(String fields, String expected) {
    assertThat(Told.of(read("{\"id\": \"X\", \"title\": \"t\", " + fields + "}")))
        .containsExactly("X " + expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          9.8                                            | 9.8 | false
          "7"                                            | 7.0 | false
          "critical"                                     | 9.0 | false
          "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H" | 9.8 | true
          "AV:N/AC:L/Au:N/C:P/I:P/A:P"                   | 7.5 | true
          """)
  void takesAScoreAVectorOrAWord(String cvss, double score, boolean automatable) {
    Advisory advisory =
        read("{\"id\": \"X\", \"title\": \"t\", \"package\": \"npm/x\", \"cvss\": " + cvss + "}");
    assertThat(advisory.severity().orElseThrow().score()).isEqualTo(score);
    assertThat(advisory.severity().orElseThrow().automatable()).isEqualTo(automatable);
  }

  @Test
  void allThatIsWrongIsToldAtOnce() {
    InvalidInput invalid =
        catchThrowableOfType(
            InvalidInput.class,
            () ->
                read(
                    """
                    {"id": "X", "titel": "t", "package": "wordpress", "fixed": "soon",
                     "cvss": "bad", "exploited": "perhaps"}
                    """));
    assertThat(invalid.fields())
        .extracting(InvalidField::field)
        .containsExactlyInAnyOrder("/titel", "/title", "/package", "/cvss", "/exploited");
    assertThat(invalid.fields()).allMatch(field -> field.message().length() > 15);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "package": "pkg:npm"                             | /package
          "package": "npm/"                                | /package
          "package": "npm/x", "affected": "soon"           | /affected
          "package": "npm/x", "affected": "< 1, > 2"       | /affected
          "package": "npm/x", "affected": "< 1 <"          | /affected
          "package": "npm/x", "fixed": ["soon"]            | /fixed
          "package": "npm/x", "cvss": 11                   | /cvss
          "package": "npm/x", "modified": "yesterday"      | /modified
          "package": {"a": 1}                              | /package
          """)
  void whatIsWrongIsNamed(String fields, String pointer) {
    InvalidInput invalid =
        catchThrowableOfType(
            InvalidInput.class, () -> read("{\"id\": \"X\", \"title\": \"t\", " + fields + "}"));
    assertThat(invalid).isNotNull();
    assertThat(invalid.fields()).extracting(InvalidField::field).containsExactly(pointer);
  }

  private static Advisory read(String document) {
    return new AdvisoryReader().read(document);
  }
}
