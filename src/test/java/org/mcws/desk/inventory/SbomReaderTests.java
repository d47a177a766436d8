package org.mcws.desk.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mcws.desk.engine.InvalidField;
import org.mcws.desk.engine.InvalidInput;

class SbomReaderTests {

  private static final String HEAD = "{'bomFormat': 'CycloneDX', 'specVersion': '1.4', ";

  @Test
  void componentsAreFoundHoweverDeepAndEachOnce() throws IOException {
    Sbom sbom = own("nested.cdx.json");
    assertThat(shown(sbom))
        .containsExactly(
            "npm/left-pad 1.3.0",
            "npm/@angular/core 17.0.1",
            "npm/left-pad 1.1.0",
            // The version stands beside the package URL.
            "pypi/django 4.2",
            "generic/nameless ");
    // A lock file, a test tool, the operating system, a file.
    assertThat(sbom.passedOver()).isEqualTo(4);
  }

  @Test
  void aPackageOfADistributionIsKnownByItsSourceToo() throws IOException {
    assertThat(shown(own("distributions.cdx.json")))
        .containsExactly(
            "deb/debian/libssl3 3.0.11-1~deb12u2",
            "deb/debian/openssl 3.0.11-1~deb12u2",
            "deb/debian/perl-base 5.36.0-7",
            "deb/debian/perl 5.36.0-7",
            "deb/debian/libc6 2.36-9+b1",
            "deb/debian/glibc 2.36-9",
            "apk/alpine/libcrypto3 3.1.4-r1",
            "apk/alpine/openssl 3.1.4-r1",
            "rpm/redhat/openssl-libs 1:3.0.7-24.el9",
            "rpm/redhat/openssl 1:3.0.7-24.el9",
            "apk/alpine/zlib 1.2.13-r1");
  }

  @ParameterizedTest
  @CsvSource({
    "cyclonedx-laravel-bom.1.4.json, 62, 0, composer/laravel/framework v7.30.6",
    "alpine-zlib-16.cdx.json, 1, 0, apk/alpine/zlib 1.2.12-r1",
    "cyclonedx-log4j.json, 1, 0, maven/org.apache.logging.log4j/log4j-core 2.13.2",
    "cyclonedx-valid-vulnerability-1.4.json, 1, 0,"
        + " maven/com.fasterxml.jackson.core/jackson-databind 2.9.4",
    "trivy-pom-cyclonedx.json.golden, 2, 1,"
        + " maven/com.fasterxml.jackson.core/jackson-databind 2.9.1",
    "vex-not_affected.json, 0, 0, ''"
  })
  void publishedBillsAreTaken(String file, int packages, int passedOver, String one)
      throws IOException {
    Sbom sbom = published(file);
    assertThat(sbom.components()).hasSize(packages);
    assertThat(sbom.passedOver()).isEqualTo(passedOver);
    if (!one.isEmpty()) {
      assertThat(shown(sbom)).contains(one);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "trivy-alpine-310.json.golden, /bomFormat",
    "anchore_grype-no_vuln.json, /bomFormat",
    "trivy-legacy_trivy_mix.json, /"
  })
  void publishedReportsAreNoBills(String file, String pointer) {
    assertThatExceptionOfType(InvalidInput.class)
        .isThrownBy(() -> published(file))
        .satisfies(e -> assertThat(pointers(e)).containsExactly(pointer));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | /bomFormat",
        "{'bomFormat': 'SPDX', 'specVersion': '1.4'} | /bomFormat",
        "{'bomFormat': 'CycloneDX'} | /specVersion",
        "{'bomFormat': 'CycloneDX', 'specVersion': '1.1'} | /specVersion",
        "{'bomFormat': 'CycloneDX', 'specVersion': '2.0'} | /specVersion",
        "[] | /",
        "'x' | /",
        "{'bomFormat': | /",
        "{'bomFormat': 'CycloneDX', 'specVersion': '1.4'} {} | /",
        "HEAD 'components': {}} | /components",
        "HEAD 'components': ['x']} | /components/0",
        "HEAD 'components': [{}, {'purl': 7}]} | /components/1/purl",
        "HEAD 'components': [{'purl': 'left-pad'}]} | /components/0/purl",
        "HEAD 'components': [{'components': [{}, {'purl': 'pkg:npm'}]}]} |"
            + " /components/0/components/1/purl",
        "HEAD 'components': [{'purl': 'pkg:npm/a%00b'}]} | /components/0/purl",
        "HEAD 'components': [], 'components': []} | /"
      })
  void whatIsWrongIsPointedAt(String document, String pointer) {
    assertThatExceptionOfType(InvalidInput.class)
        .isThrownBy(() -> read(document.replace("HEAD ", HEAD)))
        .satisfies(e -> assertThat(pointers(e)).containsExactly(pointer));
  }

  @Test
  void allThatIsWrongIsReportedAtOnceButNotWithoutEnd() {
    assertThatExceptionOfType(InvalidInput.class)
        .isThrownBy(() -> read(HEAD + "'components': [7, 8, {'purl': 'x'}]}"))
        .satisfies(e -> assertThat(pointers(e)).hasSize(3));
    assertThatExceptionOfType(InvalidInput.class)
        .isThrownBy(() -> read(HEAD + "'components': [" + "7,".repeat(999) + "8]}"))
        .satisfies(e -> assertThat(pointers(e)).hasSize(20));
  }

  @Test
  void whatIsTooLongIsNotTaken() {
    for (String purl :
        List.of(
            "pkg:npm/" + "a".repeat(401),
            "pkg:npm/a@" + "1".repeat(201),
            "pkg:npm/a@1?x=" + "1".repeat(2000),
            "pkg:" + "n".repeat(33) + "/a")) {
      assertThatExceptionOfType(InvalidInput.class)
          .isThrownBy(() -> read(HEAD + "'components': [{'purl': '" + purl + "'}]}"));
    }
    assertThatExceptionOfType(InvalidInput.class)
        .isThrownBy(() -> read(HEAD + "'components': [" + "{},".repeat(100_000) + "{}]}"))
        .satisfies(e -> assertThat(pointers(e)).containsExactly("/components"));
  }

  private static List<String> shown(Sbom sbom) {
    return sbom.components().stream().map(c -> c.name() + " " + c.version()).toList();
  }

  private static List<String> pointers(InvalidInput invalid) {
    return invalid.fields().stream().map(InvalidField::field).toList();
  }

  private static Sbom read(String document) throws IOException {
    String json = document.replace('\'', '"');
    return SbomReader.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
  }

  private static Sbom own(String file) throws IOException {
    try (InputStream in = SbomReaderTests.class.getResourceAsStream("/inventory/" + file)) {
      return SbomReader.read(in);
    }
  }

  private static Sbom published(String file) throws IOException {
    String samples = System.getProperty("samples", "");
    assumeFalse(
        samples.isBlank(), "say where the published samples are: mvn -Dsamples=/path/to/samples");
    try (InputStream in = Files.newInputStream(Path.of(samples, "03-scanner-sbom", file))) {
      return SbomReader.read(in);
    }
  }
}
