package org.mcws.desk.platform.hosting;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.StrangeServer;
import org.mcws.desk.platform.hosting.PageFetch.Page;
import org.mcws.desk.sandbox.marathon.SandboxAuthority;

/** A page is what was wished for, or it is said what it is instead, and soon. */
@Execution(ExecutionMode.CONCURRENT)
class PageWishTests {

  private static final String HOST = "tree.example";
  private static final List<String> HERE = List.of("127.0.0.1");
  private static final PageWish FOLLOWED = wish("/", null, null);

  /** Longer than a page may take, and no more than a machine needs that is busy besides. */
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "200, , true",
    "204, , true",
    "302, , true",
    "401, , true",
    "403, , true",
    "404, , false",
    "500, , false",
    "503, , false",
    "404, 404, true",
    "200, 404, false",
    "403, 200, false"
  })
  void aPageIsThereIfItsStatusIsTheOneThatWasWishedFor(int status, Integer wanted, boolean there) {
    try (StrangeServer site = answering(path -> "HTTP/1.1 " + status + " So\r\n\r\n")) {
      Page page = fetch(site, wish("/", wanted, null));

      assertThat(page.status()).isEqualTo(status);
      assertThat(page.isThere()).isEqualTo(there);
      assertThat(page.finding().orElse("status " + status)).contains("status " + status);
      assertThat(page.took()).isPositive().isLessThan(SOON);
    }
  }

  @Test
  void aPageIsLookedForWhereItIs() {
    try (StrangeServer site = answering(path -> ok("You see " + path))) {
      String path = "/caf%C3%A9/a;b?lang=en&x=1";

      assertThat(fetch(site, wish(path, null, "You see " + path)).finding()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "tree", "http://evil.example/", "/a b", "/é", "/a#b", "/%zz", "/\r\n"})
  void whatIsNoPathIsNoWish(String path) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> wish(path, null, null))
        .withMessageContaining("such as");
  }

  @Test
  void theTextIsFoundWhereverItBegins() {
    String page = "x".repeat(8190) + "Willkommen im Wald" + "x".repeat(100);
    try (StrangeServer site = answering(path -> ok(page))) {
      assertThat(fetch(site, wish("/", null, "Willkommen im Wald")).finding()).isEmpty();
      assertThat(fetch(site, wish("/", null, "willkommen")).finding().orElseThrow())
          .contains("http://tree.example:" + site.port() + "/")
          .contains("does not contain the text “willkommen”");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "; charset=utf-8, UTF-8",
    "; charset=ISO-8859-1, ISO-8859-1",
    "; charset=\"utf-16be\", UTF-16BE",
    "'', UTF-8",
    "; charset=@@@, UTF-8",
    "; charset=klingon, UTF-8",
    "; charset, UTF-8"
  })
  void theTextIsReadByTheCharsetOfTheHeader(String parameter, Charset charset) {
    byte[] body = "Schöne Bäume".getBytes(charset);
    try (StrangeServer site =
        StrangeServer.with(
            (visitor, self) -> {
              hear(visitor);
              say(visitor, "HTTP/1.1 200 OK\r\nContent-Type: text/html" + parameter + "\r\n\r\n");
              visitor.getOutputStream().write(body);
            })) {
      assertThat(fetch(site, wish("/", null, "Schöne Bäume")).finding()).isEmpty();
    }
  }

  @Test
  void aTextBehindTheFirst256KibibytesDoesNotCount() {
    String late = "x".repeat(256 * 1024 - 4) + "tree";
    try (StrangeServer site = answering(path -> ok(path.equals("/in") ? late : "x" + late))) {
      assertThat(fetch(site, wish("/in", null, "tree")).isThere()).isTrue();
      assertThat(fetch(site, wish("/out", null, "tree")).isThere()).isFalse();
    }
  }

  @Test
  void anEmptyAnswerContainsNoText() {
    try (StrangeServer site = answering(path -> "HTTP/1.1 204 No Content\r\n\r\n")) {
      assertThat(fetch(site, wish("/", null, "tree")).isThere()).isFalse();
    }
  }

  @Test
  void redirectsAreFollowedOnTheSameHost() {
    Map<String, String> leads =
        Map.of(
            "/", "a",
            "/a", "/b/c?d=e#f",
            "/b/c?d=e", "../g",
            "/g", "http://TREE.example/h",
            "/h", "?i");
    try (StrangeServer site = redirecting(leads)) {
      assertThat(fetch(site, wish("/", 200, "here /h?i")).finding()).isEmpty();
      assertThat(site.visitors()).isEqualTo(6);
    }
  }

  @Test
  void aRedirectIsFollowedOnlyIfThatIsWished() {
    try (StrangeServer site = redirecting(Map.of("/", "/a"))) {
      assertThat(fetch(site, PageWish.ANY).status()).isEqualTo(302);
      assertThat(fetch(site, FOLLOWED).status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://other.example/",
        "https://www.tree.example/",
        "//other.example/",
        "http://127.0.0.1:22/",
        "http://tree.example:22/",
        "https://tree.example/",
        "ftp://tree.example/",
        "javascript:alert(1)",
        "http://[tree",
        "mailto:a@b.example"
      })
  void aRedirectToElsewhereIsThePage(String location) {
    try (StrangeServer site = redirecting(Map.of("/", location, "/a", "/"))) {
      Page page = fetch(site, FOLLOWED);

      assertThat(page.status()).isEqualTo(302);
      assertThat(page.isThere()).isTrue();
      assertThat(site.visitors()).isOne();
      assertThat(fetch(site, wish("/a", 200, null)).finding().orElseThrow())
          .contains("answers with status 302 in place of 200 and leads to " + location);
      assertThat(fetch(site, wish("/", null, "tree")).finding().orElseThrow())
          .contains("status 302 to " + location + ", does not contain the text “tree”");
    }
  }

  @Test
  void aRedirectToNowhereIsThePage() {
    try (StrangeServer site = redirecting(Map.of("/", ""))) {
      assertThat(fetch(site, FOLLOWED).isThere()).isTrue();
      assertThat(site.visitors()).isOne();
    }
  }

  @Test
  void whatRedirectsForEverIsNotThere() {
    try (StrangeServer ring = redirecting(Map.of("/", "/a", "/a", "/"));
        StrangeServer stairs =
            answering(
                path ->
                    "HTTP/1.1 301 On\r\nLocation: " + path + "x\r\nContent-Length: 0\r\n\r\n")) {
      for (StrangeServer site : List.of(ring, stairs)) {
        Page page = fetch(site, FOLLOWED);

        assertThat(page.isThere()).isFalse();
        assertThat(page.finding().orElseThrow()).contains("tree.example redirects for ever");
        assertThat(site.visitors()).isEqualTo(6);
      }
    }
  }

  @Test
  void aPageIsFetchedByTlsWhateverItsCertificateIs() {
    Instant past = Instant.now().minus(Duration.ofDays(9));
    var bad = new SandboxAuthority(folder).issue(List.of("other.example"), past, past);
    try (StrangeServer site =
            StrangeServer.overTls(
                bad,
                (visitor, self) -> {
                  hear(visitor);
                  say(visitor, ok("tree"));
                });
        PageFetch pages = new PageFetch(new EdgeSettings(HERE, 1, site.port(), null))) {
      PageWish wish = new PageWish(true, "/", Optional.of(200), Optional.of("tree"), true);

      assertThat(pages.fetch(HOST, HERE, wish).finding()).isEmpty();
      assertThat(pages.fetch(HOST, HERE, wish).finding()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void eitherVersionOfTlsIsSpoken(String version) {
    Instant now = Instant.now();
    var identity = new SandboxAuthority(folder).issue(List.of(HOST), now, now);
    try (StrangeServer site =
            StrangeServer.overTls(
                identity,
                (visitor, self) -> {
                  hear(visitor);
                  say(visitor, ok("tree"));
                },
                version);
        PageFetch pages = new PageFetch(new EdgeSettings(HERE, 1, site.port(), null))) {
      PageWish wish = new PageWish(true, "/", Optional.of(200), Optional.of("tree"), true);

      assertThat(pages.fetch(HOST, HERE, wish).finding()).isEmpty();
    }
  }

  @Test
  void aLaterVisitTakesUpTheSessionOfTheOneBefore() {
    Instant now = Instant.now();
    var identity = new SandboxAuthority(folder).issue(List.of(HOST), now, now);
    Set<Long> begun = ConcurrentHashMap.newKeySet();
    try (StrangeServer site =
            StrangeServer.overTls(
                identity,
                (visitor, self) -> {
                  hear(visitor);
                  begun.add(((SSLSocket) visitor).getSession().getCreationTime());
                  say(visitor, ok("tree"));
                });
        PageFetch pages = new PageFetch(new EdgeSettings(HERE, 1, site.port(), null))) {
      PageWish wish = new PageWish(true, "/", Optional.of(200), Optional.of("tree"), true);

      pages.fetch(HOST, HERE, wish);
      pages.fetch(HOST, HERE, wish);
      assertThat(site.visitors()).isEqualTo(2);
      assertThat(begun).hasSize(1);
    }
  }

  @Test
  void aRedirectToTlsIsFollowedToTheTlsPortOfTheSameEdge() {
    Instant now = Instant.now();
    var identity = new SandboxAuthority(folder).issue(List.of(HOST), now, now);
    try (StrangeServer secure =
            StrangeServer.overTls(
                identity,
                (visitor, self) -> {
                  String path = hear(visitor);
                  say(visitor, path.equals("/back") ? found("http://" + HOST + "/") : ok("tree"));
                });
        StrangeServer plain = redirecting(Map.of("/", "https://tree.example/in?a=b"));
        PageFetch pages =
            new PageFetch(new EdgeSettings(HERE, plain.port(), secure.port(), null))) {
      assertThat(pages.fetch(HOST, HERE, wish("/", 200, "tree")).finding()).isEmpty();
      assertThat(List.of(plain.visitors(), secure.visitors())).containsExactly(1, 1);

      PageWish back = new PageWish(true, "/back", Optional.of(200), Optional.of("tree"), true);
      assertThat(pages.fetch(HOST, HERE, back).finding()).isEmpty();
      assertThat(List.of(plain.visitors(), secure.visitors())).containsExactly(2, 3);
    }
  }

  @Test
  void withoutAnEdgeThatSpeaksTlsThePageIsFetchedPlainly() {
    try (StrangeServer site = answering(path -> ok("tree"))) {
      PageWish wish = new PageWish(true, "/", Optional.of(200), Optional.of("tree"), true);

      assertThat(fetch(site, wish).finding()).isEmpty();
    }
  }

  @Test
  void anAnswerWithoutAnEndIsReadToTheBoundOnly() {
    AtomicLong sent = new AtomicLong();
    byte[] piece = new byte[1 << 16];
    try (StrangeServer site =
        StrangeServer.with(
            (visitor, self) -> {
              hear(visitor);
              say(visitor, "HTTP/1.1 200 OK\r\nContent-Length: 10737418240\r\n\r\n");
              while (true) {
                visitor.getOutputStream().write(piece);
                sent.addAndGet(piece.length);
              }
            })) {
      assertSoonNotThere(site, "does not contain the text");
      // Besides what the desk reads only what fits into the machine's own buffers is sent.
      assertThat(sent).hasValueLessThan(64 << 20);
    }
  }

  @Test
  void aCompressedBombIsNotUnpacked() throws IOException {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (OutputStream zip = new GZIPOutputStream(bomb)) {
      zip.write("tree".getBytes(UTF_8));
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 64; i++) {
        zip.write(zeros);
      }
    }
    try (StrangeServer site =
        StrangeServer.with(
            (visitor, self) -> {
              hear(visitor);
              say(visitor, "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n");
              visitor.getOutputStream().write(bomb.toByteArray());
            })) {
      assertSoonNotThere(site, "does not contain the text");
    }
  }

  @Test
  void aPageThatDripsIsGivenUp() {
    try (StrangeServer site =
        StrangeServer.with(
            (visitor, self) -> {
              hear(visitor);
              say(visitor, "HTTP/1.1 200 OK\r\n\r\n");
              self.drip(visitor, "tre".getBytes(UTF_8), 100);
            })) {
      assertSoonNotThere(site, "breaks off (it takes too long)");
    }
  }

  @Test
  void aPageThatDripsIsThereOnceItSaysTheText() {
    try (StrangeServer site =
        StrangeServer.with(
            (visitor, self) -> {
              hear(visitor);
              say(visitor, "HTTP/1.1 200 OK\r\n\r\n");
              self.drip(visitor, "tree".getBytes(UTF_8), 100);
            })) {
      assertThat(fetch(site, wish("/", null, "treetreetree")).isThere()).isTrue();
    }
  }

  @Test
  void aPageThatBreaksOffSaysSo() {
    try (StrangeServer site =
        StrangeServer.with(
            (visitor, self) -> {
              hear(visitor);
              say(visitor, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\ntre");
            })) {
      assertSoonNotThere(site, "breaks off");
      assertThat(fetch(site, wish("/", null, "tr")).isThere()).isTrue();
      assertThat(fetch(site, FOLLOWED).isThere()).isTrue();
    }
  }

  @Test
  void aSiteThatSaysNothingIsSilent() {
    assertSilent((visitor, site) -> site.waitUntilItLeaves(visitor));
  }

  @Test
  void aSiteThatHangsUpIsSilent() {
    assertSilent(
        (visitor, site) -> {
          hear(visitor);
          visitor.setSoLinger(true, 0);
        });
  }

  @Test
  void aHeadThatDripsIsSilence() {
    assertSilent(
        (visitor, site) -> {
          hear(visitor);
          say(visitor, "HTTP/1.1 200 OK\r\nX-Tree: ");
          site.drip(visitor, "pear".getBytes(UTF_8), 100);
        });
  }

  @Test
  void aLineWithoutAnEndIsSilence() {
    byte[] pears = "pear".repeat(5000).getBytes(UTF_8);
    assertSilent(
        (visitor, site) -> {
          hear(visitor);
          say(visitor, "HTTP/1.1 200 OK\r\nX-Tree: ");
          while (true) {
            visitor.getOutputStream().write(pears);
          }
        });
  }

  @Test
  void promisesOfAnAnswerAreSilence() {
    assertSilent(
        (visitor, site) -> {
          hear(visitor);
          site.drip(visitor, "HTTP/1.1 103 Soon\r\n\r\n".getBytes(UTF_8), 50);
        });
  }

  @Test
  void whatIsNoHttpIsSilenceAndToldInALine() {
    try (StrangeServer site =
        StrangeServer.with(
            (visitor, self) -> {
              hear(visitor);
              say(visitor, "\u0007\u001b[31m" + "<b>".repeat(500) + "\r\n\r\n");
            })) {
      assertThatThrownBy(() -> fetch(site, FOLLOWED))
          .isInstanceOf(PlatformUnavailable.class)
          .message()
          .hasSizeLessThan(500)
          .doesNotContain("\u0007", "\u001b", "\n");
    }
  }

  @Test
  void aHandshakeThatDoesNotComeAboutIsSilence() {
    try (StrangeServer silent =
            StrangeServer.with((visitor, site) -> site.waitUntilItLeaves(visitor));
        StrangeServer dripping =
            StrangeServer.with(
                (visitor, site) -> {
                  visitor
                      .getOutputStream()
                      .write(new byte[] {22, 3, 3, 64, 0, 2, 0, 63, (byte) 252, 3, 3});
                  site.drip(visitor, new byte[] {7}, 100);
                })) {
      PageWish wish = new PageWish(true, "/", Optional.empty(), Optional.empty(), true);
      for (StrangeServer site : List.of(silent, dripping)) {
        try (PageFetch pages = new PageFetch(new EdgeSettings(HERE, 1, site.port(), null))) {
          assertTimeoutPreemptively(
              SOON,
              () ->
                  assertThatThrownBy(() -> pages.fetch(HOST, HERE, wish))
                      .isInstanceOf(PlatformUnavailable.class)
                      .hasMessageContaining("https://tree.example:" + site.port() + "/"));
        }
      }
    }
  }

  @Test
  void nothingIsLookedAtInsideThePlatform() {
    try (StrangeServer inside = answering(path -> ok("secret"));
        PageFetch pages =
            new PageFetch(
                new EdgeSettings(
                    List.of("203.0.113.10", "127.0.0.2"), inside.port(), null, null))) {
      for (String address :
          List.of("127.0.0.1", "10.0.0.1", "169.254.169.254", "fd00::1", "::1", "224.0.0.1")) {
        assertThatThrownBy(() -> pages.fetch(HOST, List.of("127.0.0.2", address)))
            .isInstanceOf(PlatformUnavailable.class)
            .hasMessageContaining(
                "tree.example leads to the platform's own addresses, to " + address);
      }
      assertThatThrownBy(() -> pages.fetch(HOST, List.of("localhost")))
          .isInstanceOf(PlatformUnavailable.class)
          .hasMessageContaining("localhost, which is no IP address");
      assertThat(inside.visitors()).isZero();
    }
  }

  private static void assertSilent(StrangeServer.Manners manners) {
    try (StrangeServer site = StrangeServer.with(manners)) {
      assertTimeoutPreemptively(
          SOON,
          () ->
              assertThatThrownBy(() -> fetch(site, FOLLOWED))
                  .isInstanceOf(PlatformUnavailable.class)
                  .hasMessageContaining("http://tree.example:" + site.port() + "/"));
      assertThat(site.visitors()).isOne();
    }
  }

  private static void assertSoonNotThere(StrangeServer site, String finding) {
    assertTimeoutPreemptively(
        SOON,
        () ->
            assertThat(fetch(site, wish("/", null, "tree")).finding().orElseThrow())
                .contains(finding));
  }

  private static PageWish wish(String path, Integer status, String text) {
    return new PageWish(false, path, Optional.ofNullable(status), Optional.ofNullable(text), true);
  }

  private static Page fetch(StrangeServer site, PageWish wish) {
    try (PageFetch pages = new PageFetch(new EdgeSettings(HERE, site.port(), null, null))) {
      return pages.fetch(HOST, HERE, wish);
    }
  }

  /** A site that answers by what it is asked for. */
  private static StrangeServer answering(Function<String, String> answers) {
    return StrangeServer.with(
        (visitor, site) -> {
          String path = hear(visitor);
          say(visitor, answers.apply(path));
        });
  }

  private static StrangeServer redirecting(Map<String, String> leads) {
    return answering(path -> leads.containsKey(path) ? found(leads.get(path)) : ok("here " + path));
  }

  private static String ok(String body) {
    return "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n" + body;
  }

  private static String found(String location) {
    return "HTTP/1.1 302 Found\r\nLocation: " + location + "\r\nContent-Length: 0\r\n\r\n";
  }

  /** What the visitor asks for. */
  private static String hear(Socket visitor) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(visitor.getInputStream(), ISO_8859_1));
    String first = in.readLine();
    for (String line = first; line != null && !line.isEmpty(); line = in.readLine()) {
      // The headers are the same for all.
    }
    return first == null ? "" : first.split(" ")[1];
  }

  private static void say(Socket visitor, String text) throws IOException {
    visitor.getOutputStream().write(text.getBytes(UTF_8));
  }
}
