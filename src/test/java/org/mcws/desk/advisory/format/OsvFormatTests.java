package org.mcws.desk.advisory.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mcws.desk.advisory.Advisory;
import org.mcws.desk.advisory.Advisory.Kind;
import org.mcws.desk.advisory.AdvisoryReader;
import org.mcws.desk.engine.InvalidInput;

class OsvFormatTests {

  @Test
  void readsEventsInWhicheverOrderTheyStand() {
    Advisory advisory = Sample.read("osv-events.json");
    assertThat(advisory.id()).isEqualTo("GHSA-aaaa-bbbb-cccc");
    assertThat(advisory.aliases()).containsExactlyInAnyOrder("CVE-2026-1000", "PYSEC-2026-10");
    assertThat(advisory.kind()).isEqualTo(Kind.ADVISORY);
    assertThat(advisory.format()).isEqualTo("OSV");
    assertThat(advisory.title()).isEqualTo("Templates run what visitors send");
    assertThat(advisory.modified()).contains(Instant.parse("2026-03-01T12:00:00.123Z"));
    assertThat(advisory.withdrawn()).isEmpty();
    assertThat(Told.of(advisory))
        .containsExactly(
            "GHSA-aaaa-bbbb-cccc pypi/some-templates AFFECTED [3.2.0,3.2.22) [4.0.0,4.1.11)"
                + " [4.2.0,4.2.2) {3.2.0,3.2.1rc1} fixed 3.2.22,4.1.11,4.2.2",
            "GHSA-aaaa-bbbb-cccc npm/@scope/templates AFFECTED [,2.88.2]",
            "GHSA-aaaa-bbbb-cccc npm/templates-cli AFFECTED [2.1.0,2.1.3)");
    assertThat(advisory.details())
        .contains("A long story.", "git.example/some/templates before abc1");
  }

  @Test
  void takesTheHighestSeverityAndBelievesTheFlags() {
    Advisory advisory = Sample.read("osv-events.json");
    assertThat(advisory.severity().orElseThrow().score()).isEqualTo(9.8);
    assertThat(advisory.severity().orElseThrow().automatable()).isTrue();
    assertThat(advisory.severity().orElseThrow().totalControl()).isTrue();
    assertThat(advisory.exploited()).isTrue();
  }

  @Test
  void understandsWhatToolsLeaveBehind() {
    Advisory advisory = Sample.read("osv-odd.json");
    assertThat(advisory.title())
        .isEqualTo("Scripts of strangers run in the crossword plugin <= 1.1.10.");
    assertThat(advisory.severity()).isEmpty();
    assertThat(advisory.exploited()).isFalse();
    assertThat(Told.of(advisory))
        .containsExactly(
            "WPHSH-1 wordpress-plugin/crossword AFFECTED [,)",
            "WPHSH-1 deb/debian/openssl on debian-12 AFFECTED [,3.0.11-1~deb12u1)"
                + " fixed 3.0.11-1~deb12u1",
            "WPHSH-1 composer/drupal/colorbox AFFECTED [,2.1.5) [2.2.0,2.2.0] fixed 2.1.5");
  }

  @Test
  void commitsAreToldButAreNoPackage() {
    Advisory advisory = Sample.read("osv-commits.json");
    assertThat(advisory.findings()).isEmpty();
    assertThat(advisory.title()).isEqualTo("Names are looked up from one port.");
    assertThat(advisory.withdrawn()).contains(Instant.parse("2026-01-02T00:00:00Z"));
    assertThat(advisory.details())
        .contains("https://git.example/gray/log before aaa1, bbb2", "names no package");
  }

  @Test
  void yamlVersionsStayWhatTheyAre() {
    assertThat(Told.of(Sample.read("osv.yaml")))
        .containsExactly("PYSEC-2026-20 pypi/synapse AFFECTED [1.10,1.93) {1.10,1.20} fixed 1.93");
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "npm, @angular/core, npm/@angular/core",
    "PyPI, Zope.Interface_x, pypi/zope-interface-x",
    "Packagist, Drupal/Core, composer/drupal/core",
    "Packagist:https://packages.drupal.org/8, drupal/x, composer/drupal/x",
    "RubyGems, activesupport, gem/activesupport",
    "Maven, org.apache.logging.log4j:log4j-core, maven/org.apache.logging.log4j/log4j-core",
    "Go, github.com/Gin-gonic/gin, golang/github.com/gin-gonic/gin",
    "NuGet, Newtonsoft.Json, nuget/newtonsoft.json",
    "crates.io, tokio, cargo/tokio",
    "Hex, phoenix, hex/phoenix",
    "Pub, http, pub/http",
    "Debian:12, openssl, deb/debian/openssl",
    "Debian, openssl, deb/debian/openssl",
    "Ubuntu:22.04:LTS, curl, deb/ubuntu/curl",
    "Alpine:v3.19, zlib, apk/alpine/zlib",
    "Wolfi, zlib, apk/wolfi/zlib",
    "Red Hat:enterprise_linux:9::appstream, curl, rpm/redhat/curl",
    "Rocky Linux:9, curl, rpm/rocky/curl",
    "openSUSE:Leap 15.5, curl, rpm/opensuse/curl",
    "wordpress-plugin, contact-form-7, wordpress-plugin/contact-form-7",
    "WordPress, WordPress, generic/wordpress",
    "Bitnami, wordpress, bitnami/wordpress",
    "OSS-Fuzz, libxml2, generic/oss-fuzz/libxml2"
  })
  void knowsTheEcosystems(String ecosystem, String name, String expected) {
    Advisory advisory =
        read(
            """
            {"id": "X-1", "modified": "2026-01-01T00:00:00Z",
             "affected": [{"package": {"ecosystem": "%s", "name": "%s"}, "versions": ["1"]}]}
            """
                .formatted(ecosystem, name));
    assertThat(advisory.findings().get(0).name().orElseThrow()).hasToString(expected);
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"id": "", "modified": "2026-01-01", "affected": []}                  | /
          {"id": {}, "modified": "2026-01-01", "affected": []}                  | /id
          {"id": "X", "affected": []}                                           | /modified
          {"id": "X", "modified": "yesterday", "affected": []}                  | /modified
          {"id": "X", "modified": "2026-01-01", "aliases": "CVE-1"}             | /aliases
          {"id": "X", "modified": "2026-01-01", "aliases": [["CVE-1"]]}         | /aliases/0
          {"id": "X", "modified": "2026-01-01", "affected": [7]}                | /affected/0
          {"id": "X", "modified": "2026-01-01", "affected": {"a": 1}}           | /affected
          {"id": "X", "modified": "2026-01-01", "affected": [{"package": {"name": "a"}}]} | /affected/0/package/ecosystem
          {"id": "X", "modified": "2026-01-01", "affected": [{"package": {"ecosystem": "npm"}}]} | /affected/0/package/name
          {"id": "X", "modified": "2026-01-01", "affected": [{"package": "npm/a"}]} | /affected/0/package
          {"id": "X", "modified": "2026-01-01", "affected": [{"ranges": [{"type": "MOON"}]}]} | /affected/0/ranges/0/type
          {"id": "X", "modified": "2026-01-01", "affected": [{"package": {"ecosystem": "npm", "name": "a"}, "versions": [{"v": 1}]}]} | /affected/0/versions/0
          {"id": "X", "modified": "2026-01-01", "severity": {"a": "high"}}      | /severity
          """)
  void whatIsWrongIsNamed(String document, String pointer) {
    InvalidInput invalid = catchThrowableOfType(InvalidInput.class, () -> read(document));
    assertThat(invalid).isNotNull();
    assertThat(invalid.fields().get(0).field()).isEqualTo(pointer);
  }

  private static Advisory read(String document) {
    return new AdvisoryReader().read(document);
  }
}
