package org.mcws.desk.platform.hosting;

import static java.time.temporal.ChronoUnit.DAYS;
import static java.time.temporal.ChronoUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mcws.desk.platform.hosting.marathon.SandboxRig;

/** The sandbox's edge speaks TLS as a real one does, and the desk sees it as it sees a real one. */
class SandboxEdgeTests {

  private static final String HOST = "tree.example.org";
  private static final List<String> HERE = List.of("127.0.0.1");
  private static final Instant NOW = Instant.now();

  @TempDir Path folder;
  private SandboxRig rig;

  @BeforeEach
  void start() {
    rig = new SandboxRig(SandboxRig.FAST, folder);
    rig.marathon(
        "POST",
        "/v2/apps",
        """
        {"id":"/xy/site","instances":1,"cpus":0.1,"mem":32,
         "networks":[{"mode":"container/bridge"}],
         "container":{"type":"DOCKER","docker":{"image":"site:1"},
          "portMappings":[{"containerPort":80}]},
         "labels":{"HAPROXY_GROUP":"external",
          "HAPROXY_0_VHOST":"tree.example.org,pear.example.org,../evil"},
         "healthChecks":[{"protocol":"HTTP","path":"/","gracePeriodSeconds":1,
          "intervalSeconds":1}]}
        """);
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void everySiteHasACertificateOfItsOwnThatVisitorsTrust() {
    for (String host : List.of(HOST, "pear.example.org")) {
      Certificate shown = look(host);

      assertThat(shown.names()).containsExactly(host);
      assertThat(shown.coversHost()).isTrue();
      assertThat(shown.trusted()).isTrue();
      assertThat(shown.notBefore()).isBeforeOrEqualTo(Instant.now());
      assertThat(shown.notAfter()).isCloseTo(NOW.plus(90, DAYS), within(60, SECONDS));
      assertThat(look(host)).isEqualTo(shown);
    }
  }

  @Test
  void whoIsNotHereHasNone() {
    assertThat(look("plum.example.org").coversHost()).isFalse();
  }

  @Test
  void aSiteIsToldThatItsVisitorCameByTls() {
    PageWish secure = wish(true, "<dd id=\"protocol\">https</dd>");
    PageWish plain = wish(false, "<dd id=\"protocol\">http</dd>");

    try (PageFetch pages = new PageFetch(edge())) {
      await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> pages.fetch(HOST, HERE, secure).finding().isEmpty());
      assertThat(pages.fetch(HOST, HERE, plain).finding()).isEmpty();
    }
  }

  @Test
  void aCertificateEndsWhenAHandSaysSoUntilItIsRenewed() {
    Certificate before = look(HOST);
    Instant soon = NOW.plus(3, DAYS).truncatedTo(SECONDS);
    Instant past = NOW.minus(3, DAYS).truncatedTo(SECONDS);

    rig.sandbox().endCertificate(HOST, soon);
    assertThat(look(HOST).notAfter()).isEqualTo(soon);
    assertThat(look("pear.example.org").notAfter()).isAfter(NOW.plus(80, DAYS));

    rig.sandbox().endCertificate(HOST, past);
    assertThat(look(HOST).notAfter()).isEqualTo(past);
    assertThat(look(HOST).trusted()).isTrue();

    Instant until = rig.sandbox().renewCertificate(HOST);
    assertThat(look(HOST).notAfter()).isEqualTo(until).isAfterOrEqualTo(before.notAfter());
  }

  @Test
  void onlyCertificatesOfSitesCanBeChanged() {
    for (String host : List.of("plum.example.org", "../evil", "")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> rig.sandbox().endCertificate(host, NOW))
          .withMessage("no site " + host);
      assertThatIllegalArgumentException().isThrownBy(() -> rig.sandbox().renewCertificate(host));
    }
    assertThat(folder).isDirectoryNotContaining("glob:**evil*");
  }

  @Test
  void whatVisitorsWereShownOutlivesTheSandbox() throws Exception {
    Instant soon = NOW.plus(3, DAYS).truncatedTo(SECONDS);
    rig.sandbox().endCertificate(HOST, soon);
    Certificate pear = look("pear.example.org");
    Path authority = edge().trustedCertificates();
    byte[] trusted = Files.readAllBytes(authority);

    rig.close();
    rig = new SandboxRig(SandboxRig.FAST, folder);

    assertThat(look(HOST).notAfter()).isEqualTo(soon);
    assertThat(look("pear.example.org")).isEqualTo(pear);
    assertThat(edge().trustedCertificates()).isEqualTo(authority).hasBinaryContent(trusted);
  }

  private Certificate look(String host) {
    return new CertificateLook(edge(), Clock.systemUTC()).look(host, HERE);
  }

  /** As the desk gets to know it. */
  private EdgeSettings edge() {
    Map<String, Object> settings = rig.sandbox().settings();
    return new EdgeSettings(
        List.of((String) settings.get("desk.hosting.edge.addresses")),
        (Integer) settings.get("desk.hosting.edge.port"),
        (Integer) settings.get("desk.hosting.edge.tls-port"),
        Path.of((String) settings.get("desk.hosting.edge.trusted-certificates")));
  }

  private static PageWish wish(boolean tls, String text) {
    return new PageWish(tls, "/", Optional.of(200), Optional.of(text), true);
  }
}
