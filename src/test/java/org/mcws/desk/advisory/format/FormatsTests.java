package org.mcws.desk.advisory.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mcws.desk.advisory.Advisory;
import org.mcws.desk.advisory.Advisory.Kind;
import org.mcws.desk.advisory.AdvisoryReader;
import org.mcws.desk.engine.InvalidInput;

/** What is read from each format, by samples of our own. */
class FormatsTests {

  private static final String KEEP = "registry.example/fort/keep:1.0";

  @Test
  void csafSaysWhatEachProductIs() {
    Advisory advisory = Sample.read("csaf.json");
    assertThat(advisory.id()).isEqualTo("FORT-2026:001");
    assertThat(advisory.aliases()).as("of several problems no one id").containsExactly("FSA-1");
    assertThat(advisory.kind()).isEqualTo(Kind.ADVISORY);
    assertThat(advisory.modified()).contains(Instant.parse("2026-02-01T09:00:00Z"));
    assertThat(advisory.severity().orElseThrow().score()).isEqualTo(10);
    assertThat(advisory.severity().orElseThrow().totalControl()).isTrue();
    assertThat(advisory.exploited()).isTrue();
    assertThat(Told.of(advisory))
        .containsExactly(
            "CVE-2026-2001 generic/fort/gate AFFECTED [1.0,3.5) [,1.0) fixed 3.5",
            "CVE-2026-2001 generic/fort/gate FIXED {3.5}",
            "CVE-2026-2001 generic/fort/gate NOT_AFFECTED {4.2}",
            "CVE-2026-2001 generic/wordpress AFFECTED {6.8.3}",
            "CVE-2026-2002 generic/fort/gate AFFECTED [,)",
            "CVE-2026-2002 npm/@fort/wall AFFECTED [2.0.0,2.5.0] fixed 2.6.0",
            "CVE-2026-2002 npm/@fort/wall FIXED {2.6.0}",
            "CVE-2026-2002 docker/registry.example/fort/keep in "
                + KEEP
                + "@sha256:"
                + "a".repeat(64)
                + " UNDER_INVESTIGATION [,)",
            "FORT-BUG-3 npm/@fort/wall in "
                + KEEP
                + "@sha256:"
                + "a".repeat(64)
                + " AFFECTED {2.5.0}",
            "FORT-BUG-3 generic/fort/gate NOT_AFFECTED {4.2,3.5}",
            "FORT-BUG-3 npm/@fort/wall NOT_AFFECTED {2.6.0}");
    assertThat(advisory.details())
        .contains("Gate opens when it should not.")
        .contains("'the ones painted blue' are not understood: every version counts.")
        .contains("'the ones painted blue' are not understood: none is taken for safe.")
        .contains("which package 'Something' is");
  }

  @Test
  void csafOfADistributionNamesOnlyWhatIsFixed() {
    Advisory advisory = Sample.read("csaf-rpm.json");
    assertThat(advisory.aliases()).containsExactly("CVE-2026-2010");
    assertThat(advisory.severity().orElseThrow().score()).isEqualTo(7);
    assertThat(Told.of(advisory))
        .containsExactly(
            "CVE-2026-2010 rpm/redhat/wire-server on redhat-9 AFFECTED [,1:0.17-65.el9)"
                + " fixed 1:0.17-65.el9",
            "CVE-2026-2010 rpm/redhat/wire-server on redhat-9 FIXED {1:0.17-65.el9}",
            "CVE-2026-2010 rpm/redhat/net on redhat-9 AFFECTED [,2:2.0-1.el9) fixed 2:2.0-1.el9",
            "CVE-2026-2010 rpm/redhat/net on redhat-9 FIXED {2:2.0-1.el9}");
  }

  @Test
  void csafVexStatesWhatIsSafe() {
    Advisory advisory = Sample.read("csaf-vex.json");
    assertThat(advisory.kind()).isEqualTo(Kind.VEX);
    assertThat(advisory.format()).isEqualTo("CSAF 2.1");
    assertThat(advisory.aliases()).containsExactly("CVE-2026-2001");
    assertThat(advisory.exploited()).as("E:A").isTrue();
    assertThat(advisory.severity().orElseThrow().automatable()).isTrue();
    assertThat(Told.of(advisory))
        .containsExactly("CVE-2026-2001 npm/@fort/wall NOT_AFFECTED {2.0.0}");
    assertThat(advisory.details()).contains("'Wall' is fixed, but it is not said in which version");
  }

  @Test
  void openVexHoldsWithinItsProduct() {
    Advisory advisory = Sample.read("openvex.json");
    assertThat(advisory.id()).isEqualTo("https://fort.example/vex/1");
    assertThat(advisory.kind()).isEqualTo(Kind.VEX);
    assertThat(advisory.aliases())
        .containsExactlyInAnyOrder("CVE-2026-2020", "GHSA-2020-2020-2020");
    assertThat(Told.of(advisory))
        .containsExactly(
            "CVE-2026-2020 npm/@fort/wall in " + KEEP + " NOT_AFFECTED {2.0.0}",
            "CVE-2026-2020 npm/gate NOT_AFFECTED {4.2.0}",
            "CVE-2026-2020 pypi/fort-tools NOT_AFFECTED {1.0}",
            "CVE-2026-2020 npm/@fort/wall AFFECTED {2.0.0}",
            "CVE-2026-2020 npm/moat AFFECTED {1.0.0}",
            "CVE-2026-2020 npm/moat FIXED {1.1.0}",
            "CVE-2026-2020 npm/moat UNDER_INVESTIGATION {1.2.0}");
  }

  @Test
  void trivyReportsOnAnImage() {
    Advisory advisory = Sample.read("trivy.json");
    String image = KEEP + "@sha256:" + "b".repeat(64);
    assertThat(advisory.id()).isEqualTo("trivy:" + image);
    assertThat(advisory.kind()).isEqualTo(Kind.REPORT);
    assertThat(advisory.aliases()).isEmpty();
    assertThat(advisory.severity().orElseThrow().score()).isEqualTo(7.5);
    assertThat(Told.of(advisory))
        .containsExactly(
            "CVE-2026-2030 deb/debian/libc6 in "
                + image
                + " AFFECTED {2.36-9} fixed 2.36-9+deb12u4",
            "CVE-2026-2031 deb/debian/bash in " + image + " AFFECTED {5.2}",
            "CVE-2026-2032 deb/debian/tar in " + image + " NOT_AFFECTED {1.34}",
            "CVE-2026-2033 maven/org.fort/gate in "
                + image
                + " AFFECTED {2.9.1} fixed 2.8.11.4,2.9.7");
    assertThat(advisory.details()).contains("1 entries name no problem");
  }

  @Test
  void trivyOfOldWasAList() {
    Advisory advisory = Sample.read("trivy-legacy.json");
    assertThat(advisory.id()).isEqualTo("trivy:fort/keep:0.9");
    assertThat(Told.of(advisory))
        .containsExactly(
            "CVE-2026-2034 npm/@fort/wall in fort/keep:0.9 AFFECTED {2.0.0} fixed 2.6.0",
            "CVE-2026-2035 apk/alpine/curl in fort/keep:0.9 AFFECTED {7.61.0-r0} fixed 7.61.1-r1");
  }

  @Test
  void settingsAreNoPackages() {
    Advisory advisory = Sample.read("trivy-settings.json");
    assertThat(advisory.findings()).isEmpty();
    assertThat(advisory.details()).contains("is about settings");
  }

  @Test
  void grypeReportsOnAnImage() {
    Advisory advisory = Sample.read("grype.json");
    assertThat(advisory.id()).isEqualTo("grype:keep:1.0");
    assertThat(advisory.exploited()).isTrue();
    assertThat(advisory.severity().orElseThrow().score()).isEqualTo(8.8);
    assertThat(advisory.modified()).contains(Instant.parse("2026-03-01T09:00:00.123456789Z"));
    String other = "other@sha256:" + "c".repeat(64);
    assertThat(Told.of(advisory))
        .containsExactly(
            "GHSA-2040-2040-2040 pypi/django in keep:1.0 AFFECTED {3.2.9} fixed 3.2.10",
            "GHSA-2040-2040-2040 pypi/django in " + other + " AFFECTED {3.2.9} fixed 3.2.10",
            "CVE-2026-2041 maven/org.fort/gate in keep:1.0 AFFECTED {1.0}",
            "CVE-2026-2041 maven/org.fort/gate in " + other + " AFFECTED {1.0}");
  }

  @Test
  void cycloneDxReportsOnItsComponents() {
    Advisory advisory = Sample.read("cyclonedx-report.json");
    assertThat(advisory.id()).isEqualTo("cyclonedx:registry.example/fort/keep@1.0");
    assertThat(advisory.kind()).isEqualTo(Kind.REPORT);
    assertThat(advisory.severity().orElseThrow().score()).isEqualTo(8.1);
    assertThat(Told.of(advisory))
        .containsExactly(
            "CVE-2026-2050 maven/org.fort/gate in "
                + KEEP
                + " AFFECTED {2.9.1} fixed 2.9.10.4,2.10.0",
            "CVE-2026-2051 generic/inner in " + KEEP + " UNDER_INVESTIGATION {1.0}",
            "CVE-2026-2051 npm/@fort/wall in "
                + KEEP
                + " UNDER_INVESTIGATION [1.0.0,2.6.0) fixed 2.6.0",
            "CVE-2026-2051 npm/@fort/wall in " + KEEP + " NOT_AFFECTED {0.9}",
            "CVE-2026-2052 npm/@fort/wall in " + KEEP + " NOT_AFFECTED {2.0.0}",
            "CVE-2026-2054 npm/other in " + KEEP + " AFFECTED {1.0}");
    assertThat(advisory.details()).contains("CVE-2026-2053 was rejected", "'nowhere'");
  }

  @Test
  void cycloneDxStatesWhatIsSafeInItsProduct() {
    Advisory advisory = Sample.read("cyclonedx-vex.json");
    assertThat(advisory.id()).isEqualTo("cyclonedx:Gate@4.2");
    assertThat(advisory.kind()).isEqualTo(Kind.VEX);
    assertThat(advisory.aliases()).containsExactly("CVE-2026-2060");
    assertThat(Told.of(advisory))
        .containsExactly("CVE-2026-2060 generic/fort/gate NOT_AFFECTED {4.2}");
  }

  @Test
  void aBillOfMaterialsAloneTellsOfNoProblem() {
    Advisory advisory = Sample.read("cyclonedx-plain.json");
    assertThat(advisory.kind()).isEqualTo(Kind.INFORMATIONAL);
    assertThat(advisory.findings()).isEmpty();
    assertThat(advisory.id()).matches("cyclonedx:[0-9a-f]{16}");
    assertThat(advisory.details()).contains("Upload it to the service");
  }

  @Test
  void githubSendsItsOwnShape() {
    Advisory webhook = Sample.read("github-webhook.json");
    assertThat(webhook.format()).isEqualTo("GitHub webhook");
    assertThat(webhook.aliases()).containsExactly("CVE-2026-2070");
    assertThat(webhook.withdrawn()).contains(Instant.parse("2026-01-04T21:13:54Z"));
    assertThat(webhook.severity().orElseThrow().score()).isEqualTo(7.9);
    assertThat(Told.of(webhook))
        .containsExactly(
            "GHSA-2070-2070-2070 pypi/django AFFECTED [2.0.0,2.0.2) fixed 2.0.2",
            "GHSA-2070-2070-2070 npm/@fort/wall AFFECTED (1.0,1.11.9]");
    Advisory api = Sample.read("github-api.json");
    assertThat(api.format()).isEqualTo("GitHub advisory");
    assertThat(api.withdrawn()).isEmpty();
    assertThat(api.severity().orElseThrow().score()).isEqualTo(9.1);
    assertThat(Told.of(api))
        .containsExactly("GHSA-2071-2071-2071 maven/org.fort/gate AFFECTED {1.0} fixed 1.1");
  }

  @Test
  void rubySaysWhatIsSafeAndTheRestIsNot() {
    Advisory advisory = Sample.read("ruby.yml");
    assertThat(advisory.id()).isEqualTo("CVE-2026-2080");
    assertThat(advisory.aliases()).isEqualTo(Set.of("GHSA-2080-2080-2080"));
    assertThat(advisory.severity().orElseThrow().score()).isEqualTo(5.3);
    assertThat(Told.of(advisory))
        .containsExactly(
            "CVE-2026-2080 gem/rack AFFECTED [1.0,2.2.23) [2.3,3.2.6) fixed 2.2.23,3.2.6");
  }

  @Test
  void friendsOfPhpListBranches() {
    Advisory advisory = Sample.read("php.yaml");
    assertThat(advisory.id()).isEqualTo("FriendsOfPHP:fort/mailer:remote-code-execution");
    assertThat(advisory.modified()).contains(Instant.parse("2016-12-24T23:40:00Z"));
    assertThat(Told.of(advisory))
        .containsExactly(
            "FriendsOfPHP:fort/mailer:remote-code-execution composer/fort/mailer AFFECTED"
                + " [5.0.0,5.2.18) [6.0.0,6.0.1] fixed 5.2.18");
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"document": {"csaf_version": "1.2"}}                                            | /document/csaf_version
          {"document": {"csaf_version": "2.0", "title": "t"}}                              | /document/tracking/id
          {"document": {"csaf_version": "2.0", "title": "t", "tracking": {"id": "X"}}, "vulnerabilities": [{"cve": "C", "product_status": {"fixed": ["P"]}}]} | /vulnerabilities/0/product_status/fixed/0
          {"@context": "https://openvex.dev/ns", "statements": [{"vulnerability": "C", "status": "fine"}]} | /statements/0/status
          {"@context": "https://openvex.dev/ns", "statements": [{"status": "fixed"}]}      | /statements/0/vulnerability
          {"SchemaVersion": 3, "ArtifactName": "a"}                                        | /SchemaVersion
          {"SchemaVersion": 2, "Results": {"a": 1}}                                        | /Results
          [{"Target": "a"}, 7]                                                             | /1
          {"matches": [{"vulnerability": {}}], "source": {}}                               | /matches/0/vulnerability/id
          {"matches": [{"vulnerability": {"id": "C"}, "artifact": {"type": "npm"}}], "source": {}} | /matches/0/artifact/name
          {"bomFormat": "CycloneDX", "vulnerabilities": [{"id": "C", "analysis": {"state": "fine"}}]} | /vulnerabilities/0/analysis/state
          {"bomFormat": "CycloneDX", "vulnerabilities": [{"id": "C", "affects": [{}]}]}    | /vulnerabilities/0/affects/0/ref
          {"security_advisory": {"summary": "x"}}                                          | /security_advisory/ghsa_id
          {"ghsa_id": "G", "vulnerabilities": [{"package": {"ecosystem": "npm", "name": "a"}, "vulnerable_version_range": "soon"}]} | /vulnerabilities/0/vulnerable_version_range
          {"gem": "rack", "title": "t", "patched_versions": []}                            | /cve
          {"gem": "rack", "cve": "1", "patched_versions": [">> 1"]}                        | /patched_versions/0
          {"branches": {"1.x": {}}, "title": "t"}                                          | /reference
          {"branches": {"1.x": {"versions": ["soon"]}}, "title": "t", "reference": "composer://a/b"} | /branches/1.x/versions/0
          """)
  void whatIsWrongIsNamed(String document, String pointer) {
    InvalidInput invalid =
        catchThrowableOfType(InvalidInput.class, () -> new AdvisoryReader().read(document));
    assertThat(invalid).isNotNull();
    assertThat(invalid.fields().get(0).field()).isEqualTo(pointer);
  }
}
