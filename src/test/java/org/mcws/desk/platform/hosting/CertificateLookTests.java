package org.mcws.desk.platform.hosting;

import static java.time.temporal.ChronoUnit.DAYS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.StrangeServer;
import org.mcws.desk.sandbox.marathon.Identity;
import org.mcws.desk.sandbox.marathon.SandboxAuthority;

@Execution(ExecutionMode.CONCURRENT)
class CertificateLookTests {

  private static final String HOST = "tree.example.org";
  private static final List<String> HERE = List.of("127.0.0.1");
  private static final Clock CLOCK = Clock.systemUTC();
  private static final Instant NOW = Instant.now().truncatedTo(DAYS);

  /** Longer than the desk waits, and no more than a machine needs that is busy besides. */
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir Path folder;
  private SandboxAuthority authority;

  @BeforeEach
  void start() {
    authority = new SandboxAuthority(folder);
  }

  @Test
  void tellsWhatVisitorsAreShown() {
    Instant until = NOW.plus(60, DAYS);

    Certificate seen = look(issued(NOW.minus(30, DAYS), until, HOST, "www.tree.example.org"));

    assertThat(seen.names()).containsExactly(HOST, "www.tree.example.org");
    assertThat(seen.issuer()).isEqualTo("CN=Sandbox of MCWS Desk");
    assertThat(seen.notBefore()).isEqualTo(NOW.minus(30, DAYS));
    assertThat(seen.notAfter()).isEqualTo(until);
    assertThat(seen.coversHost()).isTrue();
    assertThat(seen.trusted()).isTrue();
    assertThat(seen.evidence())
        .startsWith(HOST + " shows a certificate for tree.example.org, www.tree.example.org,")
        .endsWith("until " + until + ".");
  }

  @Test
  void takesOneThatNobodyVouchesFor() {
    try (StrangeServer site = showing(issued(NOW, NOW.plus(9, DAYS), HOST))) {
      Certificate seen = new CertificateLook(edge(site.port(), null), CLOCK).look(HOST, HERE);

      assertThat(seen.trusted()).isFalse();
      assertThat(seen.coversHost()).isTrue();
      assertThat(seen.evidence()).contains("Visitors do not trust it");
    }
  }

  @Test
  void takesOneThatHasExpiredAndOneThatIsNotValidYet() {
    Certificate old = look(issued(NOW.minus(90, DAYS), NOW.minus(2, DAYS), HOST));
    Certificate young = look(issued(NOW.plus(2, DAYS), NOW.plus(90, DAYS), HOST));

    assertThat(old.notAfter()).isEqualTo(NOW.minus(2, DAYS));
    assertThat(young.notBefore()).isEqualTo(NOW.plus(2, DAYS));
    assertThat(List.of(old, young)).allMatch(Certificate::trusted);
  }

  @Test
  void takesOneOfAnotherName() {
    Certificate seen = look(issued(NOW, NOW.plus(9, DAYS), "*.example.net"));

    assertThat(seen.coversHost()).isFalse();
    assertThat(seen.trusted()).isTrue();
    assertThat(seen.evidence()).contains("does not cover the name " + HOST);
  }

  @Test
  void staysBriefHoweverMuchTheCertificateSays() {
    String[] names =
        IntStream.range(0, 200)
            .mapToObj(n -> "site-" + n + ".example.org\nX-Evil: <b>")
            .toArray(String[]::new);

    Certificate seen = look(issued(NOW, NOW.plus(9, DAYS), names));

    assertThat(seen.names()).hasSize(200).allMatch(name -> !name.contains("\n"));
    assertThat(seen.evidence()).contains("and 195 more").hasSizeLessThan(1000);
  }

  @Test
  void saysForWhichSiteItComes() {
    CompletableFuture<String> asked = new CompletableFuture<>();
    try (StrangeServer site =
        StrangeServer.overTls(
            issued(NOW, NOW.plus(9, DAYS), HOST),
            (visitor, self) -> {
              SSLSocket tls = (SSLSocket) visitor;
              tls.startHandshake();
              asked.complete(
                  ((ExtendedSSLSession) tls.getSession()).getRequestedServerNames().toString());
            })) {
      look(site);

      assertThat(asked.join()).contains(HOST);
    }
  }

  @Test
  void triesTheNextAddressOnlyIfNothingListens() {
    Identity good = issued(NOW, NOW.plus(9, DAYS), HOST);
    try (StrangeServer site = showing(good)) {
      assertThat(look(site, "127.0.0.2", "127.0.0.1").coversHost()).isTrue();
    }
    try (StrangeServer rude =
        StrangeServer.with((visitor, self) -> visitor.getInputStream().read())) {
      assertThatThrownBy(() -> look(rude, "127.0.0.1", "127.0.0.2"))
          .isInstanceOf(PlatformUnavailable.class);
      assertThat(rude.visitors()).isOne();
    }
  }

  @Test
  void goesOnWhenNobodyListens() throws IOException {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }
    CertificateLook look = new CertificateLook(edge(port, null), CLOCK);

    assertThatThrownBy(() -> look.look(HOST, HERE))
        .isInstanceOf(PlatformUnavailable.class)
        .hasMessageContaining(HOST)
        .hasMessageContaining("127.0.0.1")
        .hasMessageContaining(String.valueOf(port));
    assertThatThrownBy(() -> look.look(HOST, List.of())).isInstanceOf(PlatformUnavailable.class);
  }

  @Test
  void goesOnWhenTheConnectionNeverStands() throws IOException {
    List<Socket> crowd = new ArrayList<>();
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      fill(full, crowd);
      CertificateLook look = new CertificateLook(edge(full.getLocalPort(), null), CLOCK);

      assertUnavailableSoon(() -> look.look(HOST, HERE));
    } finally {
      for (Socket one : crowd) {
        one.close();
      }
    }
  }

  @Test
  void goesOnWhenTheServerSaysNothing() {
    assertGivesUpOn(StrangeServer.with((visitor, site) -> site.waitUntilItLeaves(visitor)));
  }

  @Test
  void goesOnWhenTheHandshakeDrips() {
    // The beginning of a record of 16 KiB: a server's greeting that is to come.
    byte[] greeting = {22, 3, 3, 64, 0, 2, 0, 63, (byte) 252, 3, 3};
    assertGivesUpOn(
        StrangeServer.with(
            (visitor, site) -> {
              visitor.getOutputStream().write(greeting);
              site.drip(visitor, new byte[] {7}, 100);
            }));
  }

  @Test
  void goesOnWhenTheServerNeverStopsTalking() {
    // Warnings, which TLS lets a server send as often as it likes.
    byte[] warning = {21, 3, 3, 0, 2, 1, 90};
    assertGivesUpOn(
        StrangeServer.with(
            (visitor, site) -> {
              while (true) {
                visitor.getOutputStream().write(warning);
              }
            }));
  }

  @Test
  void goesOnWhenTheServerSpeaksSomethingElse() {
    assertGivesUpOn(
        StrangeServer.with(
            (visitor, site) ->
                visitor.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes())));
  }

  @Test
  void goesOnWhenTheServerHangsUp() {
    assertGivesUpOn(
        StrangeServer.with(
            (visitor, site) -> {
              visitor.getInputStream().read();
              visitor.setSoLinger(true, 0);
            }));
  }

  @Test
  void looksNowhereElseInsideThePlatform() {
    try (StrangeServer inside = showing(issued(NOW, NOW.plus(9, DAYS), HOST))) {
      CertificateLook look =
          new CertificateLook(
              new EdgeSettings(List.of("203.0.113.10"), 80, inside.port(), null), CLOCK);

      for (String address : List.of("127.0.0.1", "::1", "::ffff:127.0.0.1", "10.0.0.1")) {
        assertThatThrownBy(() -> look.look(HOST, List.of("203.0.113.10", address)))
            .isInstanceOf(PlatformUnavailable.class)
            .hasMessageContaining(HOST + " leads to the platform's own addresses");
      }
      assertThatThrownBy(() -> look.look(HOST, List.of("localhost")))
          .isInstanceOf(PlatformUnavailable.class)
          .hasMessageContaining("no IP address");
      assertThat(inside.visitors()).isZero();
    }
  }

  @Test
  void needsAnEdgeThatSpeaksTls() {
    CertificateLook look = new CertificateLook(new EdgeSettings(HERE, 80, null, null), CLOCK);

    assertThatThrownBy(() -> look.look(HOST, HERE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("desk.hosting.edge.tls-port");
  }

  @Test
  void namesTheSettingOfAFileThatIsNoCertificate() throws IOException {
    Path file = Files.writeString(folder.resolve("notes.txt"), "-----BEGIN CERTIFICATE-----\nno");

    for (Path wrong : List.of(file, folder.resolve("none.pem"))) {
      assertThatThrownBy(() -> new CertificateLook(edge(443, wrong), CLOCK))
          .hasMessageContaining("desk.hosting.edge.trusted-certificates")
          .hasMessageContaining(wrong.toString());
    }
    assertThatThrownBy(
            () ->
                new CertificateLook(
                    new EdgeSettings(List.of("edge.example.org"), 80, 443, null), CLOCK))
        .hasMessageContaining("desk.hosting.edge.addresses")
        .hasMessageContaining("edge.example.org");
  }

  private Identity issued(Instant from, Instant until, String... names) {
    return authority.issue(List.of(names), from, until);
  }

  private static StrangeServer showing(Identity identity) {
    return StrangeServer.overTls(identity, (visitor, site) -> site.waitUntilItLeaves(visitor));
  }

  private Certificate look(Identity identity) {
    try (StrangeServer site = showing(identity)) {
      return look(site);
    }
  }

  private Certificate look(StrangeServer site) {
    return look(site, "127.0.0.1");
  }

  private Certificate look(StrangeServer site, String... addresses) {
    return new CertificateLook(edge(site.port(), authority.file()), CLOCK)
        .look(HOST, List.of(addresses));
  }

  private void assertGivesUpOn(StrangeServer site) {
    try (site) {
      assertUnavailableSoon(() -> look(site));
      assertThat(site.visitors()).isOne();
    }
  }

  private static void assertUnavailableSoon(Runnable look) {
    assertTimeoutPreemptively(
        SOON,
        () ->
            assertThatExceptionOfType(PlatformUnavailable.class)
                .isThrownBy(look::run)
                .withMessageContaining(HOST));
  }

  private static EdgeSettings edge(int tlsPort, Path trusted) {
    return new EdgeSettings(List.of("127.0.0.1", "127.0.0.2"), 80, tlsPort, trusted);
  }

  /** Lets so many visitors wait that the machine takes no more. */
  private static void fill(ServerSocket server, List<Socket> crowd) throws IOException {
    try {
      while (true) {
        Socket visitor = new Socket();
        crowd.add(visitor);
        visitor.connect(server.getLocalSocketAddress(), 300);
      }
    } catch (SocketTimeoutException full) {
      // Whoever comes now is not answered at all.
    }
  }
}
