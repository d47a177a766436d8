package org.mcws.desk.advisory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mcws.desk.advisory.Advisory.Finding;
import org.mcws.desk.advisory.Advisory.Kind;
import org.mcws.desk.advisory.Advisory.Range;
import org.mcws.desk.advisory.Advisory.Status;
import org.mcws.desk.advisory.Impact.Affected;
import org.mcws.desk.engine.DeskTest;
import org.mcws.desk.inventory.Inventory;
import org.mcws.desk.inventory.PackageName;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** Who is affected, by what runs. */
@DeskTest
class ImpactIT {

  private static final String DIGEST = "sha256:" + "a".repeat(64);
  private static final PackageName DJANGO = PackageName.of("pypi", "adv-django");

  @Autowired private Impact impact;
  @Autowired private AdvisoryRegister register;
  @Autowired private Inventory inventory;
  @Autowired private JdbcTemplate database;

  private AdvisoryStage stage;

  @BeforeEach
  void set() {
    stage = new AdvisoryStage(inventory, database);
    stage.set();
  }

  @AfterEach
  void clear() {
    stage.clear();
  }

  @Test
  void aBlueprintsVersionIsHeldAgainstTheRanges() {
    stage.runs("old", "wordpress", "wordpress:6.8.3-php8.3-apache");
    stage.runs("new", "wordpress", "wordpress:6.8.4-php8.3-apache");
    stage.runs("unknown", "wordpress", "wordpress:latest");
    Advisory advisory =
        new AdvisoryReader()
            .read(
                """
                {"id": "ADV-1", "title": "t", "package": "generic/wordpress",
                 "affected": ">= 6.0, < 6.8.4", "fixed": "6.8.4"}
                """);
    assertThat(told(impact.of(advisory)))
        .containsExactly(
            "adv-club.old generic/wordpress 6.8.3 -> 6.8.4 (ADV-1)",
            "adv-club.unknown generic/wordpress  -> 6.8.4 (ADV-1)");
  }

  @Test
  void theLowestFixAboveTheRunningVersionIsTheOneToGoTo() {
    for (String version : List.of("2.1", "2.2.1", "3.2.5", "3.2.13", "4.0.3")) {
      stage.contains(
          stage.runs("v" + version.replace('.', '-'), "ghcr.io/adv/app:" + version),
          "pkg:pypi/Adv_Django@" + version,
          version);
    }
    Advisory advisory =
        advisory(
            finding(Status.AFFECTED, range("2.2", "2.2.28"), "2.2.28"),
            finding(Status.AFFECTED, range("3.2", "3.2.13"), "3.2.13"),
            finding(Status.AFFECTED, range("4.0", "4.0.4")));
    assertThat(told(impact.of(advisory)))
        .containsExactly(
            "adv-club.v2-2-1 pypi/adv-django 2.2.1 -> 2.2.28 (ADV-1)",
            "adv-club.v3-2-5 pypi/adv-django 3.2.5 -> 3.2.13 (ADV-1)",
            "adv-club.v4-0-3 pypi/adv-django 4.0.3 -> null (ADV-1)");
    assertThat(impact.of(advisory))
        .extracting(Affected::isFixable)
        .containsExactly(true, true, false);
  }

  @Test
  void whatIsFixedOrNotAffectedIsLeftOut() {
    stage.contains(stage.runs("a", "ghcr.io/adv/a:1"), "pkg:pypi/adv-django@3.0", "3.0");
    stage.contains(stage.runs("b", "ghcr.io/adv/b:1"), "pkg:pypi/adv-django@3.1", "3.1");
    stage.contains(stage.runs("c", "ghcr.io/adv/c:1"), "pkg:pypi/adv-django@3.2", "3.2");
    Finding affected = finding(Status.AFFECTED, range("0", "4"));
    assertThat(services(advisory(affected))).containsExactly("a", "b", "c");
    assertThat(services(advisory(affected, only(Status.NOT_AFFECTED, "ADV-1", "3.1"))))
        .containsExactly("a", "c");
    assertThat(services(advisory(affected, only(Status.FIXED, "ADV-1", "3.2.0"))))
        .containsExactly("a", "b");
    assertThat(services(advisory(affected, only(Status.NOT_AFFECTED, "ADV-9", "3.1"))))
        .containsExactly("a", "b", "c");
    assertThat(services(advisory(affected, finding(Status.FIXED, null))))
        .as("fixed without saying in which version")
        .containsExactly("a", "b", "c");
    assertThat(services(advisory(affected, finding(Status.NOT_AFFECTED, null)))).isEmpty();
    assertThat(services(advisory(finding(Status.UNDER_INVESTIGATION, range("0", "4"))))).isEmpty();
  }

  @Test
  void statementsThatWereKeptBeforeCountByAnyIdOfTheProblem() {
    stage.contains(stage.runs("a", "ghcr.io/adv/a:1"), "pkg:pypi/adv-django@3.0", "3.0");
    stage.contains(stage.runs("b", "ghcr.io/adv/b:1"), "pkg:pypi/adv-django@3.1", "3.1");
    Advisory statement =
        new Advisory(
            "ADV-VEX",
            Set.of(),
            Kind.VEX,
            "OpenVEX",
            "t",
            "",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            List.of(only(Status.NOT_AFFECTED, "adv-cve-1", "3.0")));
    register.keep(statement, "{}");
    assertThat(services(advisory(finding(Status.AFFECTED, range("0", "4"))))).containsExactly("b");
    assertThat(register.concerned(statement)).containsExactly("ADV-VEX");
    register.keep(advisory(finding(Status.AFFECTED, range("0", "4"))), "{}");
    assertThat(register.concerned(statement)).contains("ADV-1");
  }

  @Test
  void aFindingInAnImageConcernsWhoeverRunsIt() {
    stage.runs("tagged", "ghcr.io/adv/site:1.4");
    stage.hasDigest(stage.runs("digested", "ghcr.io/adv/other:9"), DIGEST);
    stage.hasDigest(stage.runs("moved", "ghcr.io/adv/site:1.5"), "sha256:" + "b".repeat(64));
    Finding inTag = inImage("ghcr.io/adv/site:1.4", "ADV-CVE-7");
    Finding inDigest = inImage("ghcr.io/adv/site:1.5@" + DIGEST, "ADV-CVE-8");
    assertThat(told(impact.of(report(inTag, inDigest, inTag))))
        .containsExactly(
            "adv-club.digested deb/debian/libc6 2.28-10 -> 2.28-11 (ADV-CVE-8)",
            "adv-club.tagged deb/debian/libc6 2.28-10 -> 2.28-11 (ADV-CVE-7)");
  }

  @Test
  void theReleaseOfADistributionMatters() {
    String service = stage.runs("a", "ghcr.io/adv/a:1");
    stage.contains(service, "pkg:deb/debian/adv-ssl@1.1.1n?distro=debian-11.9", "1.1.1n");
    stage.contains(service, "pkg:deb/debian/adv-ssl@3.0.9?distro=debian-12", "3.0.9");
    Advisory advisory =
        new AdvisoryReader()
            .read(
                """
                {"id": "ADV-1", "modified": "2026-01-01", "affected": [
                  {"package": {"ecosystem": "Debian:12", "name": "adv-ssl"},
                   "ranges": [{"type": "ECOSYSTEM",
                     "events": [{"introduced": "0"}, {"fixed": "3.0.11"}]}]}]}
                """);
    assertThat(told(impact.of(advisory)))
        .containsExactly("adv-club.a deb/debian/adv-ssl 3.0.9 -> 3.0.11 (ADV-1)");
  }

  @Test
  void whatIsWithdrawnAffectsNobody() {
    stage.contains(stage.runs("a", "ghcr.io/adv/a:1"), "pkg:npm/adv-pack@1.0", "1.0");
    String document = AdvisoryRegisterIT.osv("ADV-1", "2026-01-01", "", "2.0");
    AdvisoryReader reader = new AdvisoryReader();
    assertThat(impact.of(reader.read(document))).hasSize(1);
    assertThat(
            impact.of(
                reader.read(
                    document.replace("\"aliases\"", "\"withdrawn\": \"2026-01-02\", \"aliases\""))))
        .isEmpty();
  }

  @Test
  void thousandsOfServicesAreHeldAgainstThousandsOfFindings() {
    stage.runs("one", "ghcr.io/adv/many:1.4");
    stage.multiply("one", 5000);
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      findings.add(
          new Finding(
              "ADV-CVE-" + i,
              Optional.of(PackageName.of("docker", "ghcr.io/adv/many")),
              Optional.empty(),
              Status.AFFECTED,
              List.of(range("0", "1." + i)),
              List.of(),
              List.of("1." + i)));
    }
    List<Affected> affected = impact.of(advisory(findings.toArray(Finding[]::new)));
    assertThat(affected).hasSize(5001);
    assertThat(affected.get(4999).components()).hasSize(2995);
  }

  private List<String> services(Advisory advisory) {
    return impact.of(advisory).stream().map(affected -> affected.service().name()).toList();
  }

  private static List<String> told(List<Affected> affected) {
    return affected.stream()
        .flatMap(
            one ->
                one.components().stream()
                    .map(
                        c ->
                            "%s %s/%s %s -> %s (%s)"
                                .formatted(
                                    one.service().id(),
                                    c.type(),
                                    c.name(),
                                    c.version(),
                                    c.fixed(),
                                    c.problem())))
        .toList();
  }

  private static Advisory advisory(Finding... findings) {
    return advisory(Kind.ADVISORY, "ADV-1", Set.of("ADV-CVE-1"), findings);
  }

  private static Advisory report(Finding... findings) {
    return advisory(Kind.REPORT, "ADV-trivy", Set.of(), findings);
  }

  private static Advisory advisory(Kind kind, String id, Set<String> aliases, Finding... findings) {
    return new Advisory(
        id,
        aliases,
        kind,
        "OSV",
        "t",
        "",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        List.of(findings));
  }

  private static Finding finding(Status status, Range range, String... fixed) {
    return new Finding(
        "ADV-1",
        Optional.of(DJANGO),
        Optional.empty(),
        status,
        range == null ? List.of() : List.of(range),
        List.of(),
        List.of(fixed));
  }

  private static Finding only(Status status, String problem, String version) {
    return new Finding(
        problem,
        Optional.of(DJANGO),
        Optional.empty(),
        status,
        List.of(),
        List.of(version),
        List.of());
  }

  private static Finding inImage(String image, String problem) {
    return new Finding(
        problem,
        Optional.of(PackageName.of("deb", "debian/libc6")),
        Optional.of(image),
        Status.AFFECTED,
        List.of(),
        List.of("2.28-10"),
        List.of("2.28-11"));
  }

  private static Range range(String introduced, String fixed) {
    return new Range(Optional.of(introduced), Optional.of(fixed), Optional.empty());
  }
}
