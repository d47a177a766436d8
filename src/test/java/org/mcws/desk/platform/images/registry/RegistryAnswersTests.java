package org.mcws.desk.platform.images.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.apache.hc.core5.http.message.BasicHeader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcws.desk.platform.CarefulHttp;
import org.mcws.desk.platform.FaultProxy;
import org.mcws.desk.platform.HttpAnswer;
import org.mcws.desk.platform.ImageReference;
import org.mcws.desk.platform.PlatformRefusal;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.images.Images;
import org.mcws.desk.sandbox.Faults;
import org.mcws.desk.sandbox.HttpEndpoint;
import org.mcws.desk.sandbox.HttpRequest;
import org.mcws.desk.sandbox.HttpResponse;
import org.springframework.util.unit.DataSize;

/** Answers that the sandbox never gives: of other registries, of proxies, and of hostile ones. */
class RegistryAnswersTests {

  private static final String IMAGE = RegistryUnderTest.HOST + "/hispano/site:1.4";
  private static final String DIGEST = "sha256:" + "4".repeat(64);
  private static final String MANIFEST = "/v2/hispano/site/manifests/1.4";
  private static final String TAGS = "/v2/hispano/site/tags/list";
  private static final String TOKEN = "a.secret~token";

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpEndpoint server;

  @BeforeEach
  void start() {
    server = new HttpEndpoint("registry", 0, new Faults());
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Images images() {
    return RegistryUnderTest.at(server.url()).images();
  }

  private Images imagesFor(String username) {
    return new RegistryUnderTest(URI.create(server.url()), username, "geheim").images();
  }

  private void on(String path, Function<HttpRequest, HttpResponse> handler) {
    for (String method : List.of("HEAD", "GET")) {
      server.on(
          method,
          path,
          request -> {
            asked.add(
                method
                    + " "
                    + request.path()
                    + " "
                    + request.header("Authorization").orElse("nobody"));
            return handler.apply(request);
          });
    }
  }

  private static HttpResponse found() {
    return HttpResponse.json(200, Map.of("schemaVersion", 2)).with("Docker-Content-Digest", DIGEST);
  }

  private HttpResponse wantsToken() {
    return wantsToken(server.url());
  }

  private static HttpResponse wantsToken(String from) {
    return error(401, "UNAUTHORIZED")
        .with(
            "WWW-Authenticate",
            "Bearer realm=\""
                + from
                + "/token?a=b\",service=\"the registry\",scope=\"repository:hispano/site:pull\"");
  }

  private static HttpResponse error(int status, String code) {
    return HttpResponse.json(
        status, Map.of("errors", List.of(Map.of("code", code, "message", "said so"))));
  }

  private void registryWithTokens() {
    registryWithTokens(server.url());
  }

  private void registryWithTokens(String from) {
    on(
        MANIFEST,
        request ->
            request.header("Authorization").filter(("Bearer " + TOKEN)::equals).isPresent()
                ? found()
                : wantsToken(from));
  }

  @ParameterizedTest
  @ValueSource(strings = {"token", "access_token"})
  void aTokenIsFetchedFromWhereTheRegistrySays(String member) {
    registryWithTokens();
    on(
        "/token",
        request -> {
          assertThat(request.query())
              .containsEntry("a", List.of("b"))
              .containsEntry("service", List.of("the registry"))
              .containsEntry("scope", List.of("repository:hispano/site:pull"));
          return HttpResponse.json(200, Map.of(member, TOKEN));
        });
    assertThat(images().digest(IMAGE)).contains(DIGEST);
    assertThat(asked)
        .containsExactly(
            "HEAD " + MANIFEST + " nobody",
            "GET /token nobody",
            "HEAD " + MANIFEST + " Bearer " + TOKEN);
  }

  @Test
  void whoHasAnAccountShowsItWhereTokensAreGivenOnly() {
    registryWithTokens();
    on("/token", request -> HttpResponse.json(200, Map.of("token", TOKEN)));
    assertThat(imagesFor("desk").digest(IMAGE)).contains(DIGEST);
    assertThat(asked)
        .containsExactly(
            "HEAD " + MANIFEST + " nobody",
            "GET /token Basic ZGVzazpnZWhlaW0=",
            "HEAD " + MANIFEST + " Bearer " + TOKEN);
  }

  @ParameterizedTest
  @CsvSource({"401, '', gives no token", "403, desk, does not accept the user and password"})
  void noTokenIsARefusal(int status, String username, String why) {
    registryWithTokens();
    on("/token", request -> error(status, "DENIED"));
    assertRefused(imagesFor(username), why);
  }

  @Test
  void aTokenThatIsNotEnoughIsARefusal() {
    on(MANIFEST, request -> wantsToken());
    on("/token", request -> HttpResponse.json(200, Map.of("token", TOKEN)));
    assertRefused(images(), "UNAUTHORIZED said so");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200 | {}",
        "200 | {\"token\": \"two words\"}",
        "200 | <html>",
        "500 | down",
        "302 | elsewhere"
      })
  void aTokenServerThatMakesNoSenseIsUnavailable(int status, String body) {
    registryWithTokens();
    on("/token", request -> HttpResponse.text(status, body).with("Location", server.url() + "/x"));
    assertThatExceptionOfType(PlatformUnavailable.class)
        .isThrownBy(() -> imagesFor("desk").digest(IMAGE))
        .withMessageContaining("/token")
        .withMessageContaining("the desk tries again")
        .withMessageNotContaining("geheim")
        .withMessageNotContaining("two words");
    assertThat(asked).noneMatch(request -> request.contains("/x "));
  }

  @ParameterizedTest
  @EnumSource(
      value = FaultProxy.Fault.class,
      names = {"SILENCE", "CUT_ANSWER", "BAD_GATEWAY"})
  void aBadWireToTheTokensIsNamed(FaultProxy.Fault fault) {
    try (FaultProxy wire =
        new FaultProxy(
            new InetSocketAddress(
                InetAddress.getLoopbackAddress(), URI.create(server.url()).getPort()))) {
      registryWithTokens("http://127.0.0.1:" + wire.port());
      on("/token", request -> HttpResponse.json(200, Map.of("token", TOKEN)));
      ImagesSettings settings = RegistryUnderTest.at(server.url()).settings();
      Images once =
          RegistryUnderTest.images(
              new ImagesSettings(
                  settings.mirror(),
                  settings.registries(),
                  settings.rememberFor(),
                  1,
                  settings.timeouts()));
      assertThat(wire.endure(fault, "GET /token", false, () -> once.digest(IMAGE)).orElseThrow())
          .hasMessageContaining("the desk tries again");
      assertThat(once.digest(IMAGE)).isPresent();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Digest realm=\"x\"", "Bearer", "Bearer realm=\"ftp://a\"", "Basic x"})
  void aRegistryThatDoesNotSayHowToLogInRefuses(String challenge) {
    on(MANIFEST, request -> error(401, "UNAUTHORIZED").with("WWW-Authenticate", challenge));
    assertRefused(images(), "desk.images.registries");
  }

  @Test
  void whoeverMayNotLookIsRefused() {
    on(MANIFEST, request -> error(403, "DENIED"));
    assertRefused(images(), "DENIED said so");
  }

  @Test
  void tooManyQuestionsAreUnavailabilityAndSayHowToAskMore() {
    on(MANIFEST, request -> error(429, "TOOMANYREQUESTS").with("Retry-After", "60"));
    assertUnavailable("60 s of rest", "desk.images.registries");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "404 | <html>Not here</html>",
        "404 | {}",
        "200 | <html>Welcome</html>",
        "200 | {\"name\": \"x\"}",
        "400 | Bad",
        "407 | proxy",
        "503 | busy"
      })
  void aServerInBetweenIsNoAnswer(int status, String body) {
    on(MANIFEST, request -> HttpResponse.text(status, body));
    assertUnavailable(RegistryUnderTest.HOST);
  }

  @ParameterizedTest
  @ValueSource(strings = {"NAME_INVALID", "TAG_INVALID"})
  void whatTheRegistryCannotNameIsNotThere(String code) {
    on(MANIFEST, request -> error(400, code));
    assertThat(images().digest(IMAGE)).isEmpty();
  }

  @Test
  void aDigestThatNobodyTellsIsComputed() {
    on(MANIFEST, request -> new HttpResponse(200, Map.of(), "{\"schemaVersion\": 2}"));
    assertThat(images().digest(IMAGE))
        .contains("sha256:c5d902c53b4afcf32ad746fd9d696431650d3fbe8f7b10ca10519543fefd772c");
  }

  @Test
  void anotherDigestThanTheOneAskedForIsNotBelieved() {
    on("/v2/.*", request -> found());
    assertThatExceptionOfType(PlatformUnavailable.class)
        .isThrownBy(() -> images().digest(IMAGE + "@sha256:" + "5".repeat(64)))
        .withMessageContaining("changes answers");
  }

  @Test
  void itAcceptsWhatRegistriesKeepToday() {
    List<String> accepted = new ArrayList<>();
    on(
        MANIFEST,
        request -> {
          accepted.add(request.header("Accept").orElse(""));
          return found();
        });
    images().digest(IMAGE);
    assertThat(accepted.get(0))
        .contains("oci.image.index", "oci.image.manifest", "manifest.list.v2", "manifest.v2");
  }

  @Test
  void redirectsLeadOnlyToTheSameServerOrToOneThatNobodyOverhears() {
    HttpEndpoint other = new HttpEndpoint("other", 0, new Faults());
    other.on("HEAD", "/.*", request -> found()).on("GET", "/.*", request -> found()).start();
    try (other) {
      on(MANIFEST, request -> HttpResponse.empty(307).with("Location", "/v2/moved"));
      on("/v2/moved", request -> found());
      assertThat(images().digest(IMAGE)).contains(DIGEST);

      on(
          "/v2/hispano/site/manifests/1.5",
          request -> HttpResponse.empty(307).with("Location", other.url() + "/v2/moved"));
      assertThatExceptionOfType(PlatformUnavailable.class)
          .isThrownBy(() -> images().digest(IMAGE.replace("1.4", "1.5")));

      on(
          "/v2/hispano/site/manifests/1.6",
          request -> HttpResponse.empty(307).with("Location", "/v2/hispano/site/manifests/1.6"));
      assertThatExceptionOfType(PlatformUnavailable.class)
          .isThrownBy(() -> images().digest(IMAGE.replace("1.4", "1.6")))
          .withMessageContaining("307");
    }
  }

  @Test
  void theListGoesOnWhereTheRegistryIsWhateverItsLinkSays() {
    on(
        TAGS,
        request ->
            request.parameter("last").isEmpty()
                ? tags("[\"1\"]")
                    .with("Link", "<http://198.51.100.1/v2/x?last=1&n=1>; rel=\"next\"")
                : tags("[\"2\"]"));
    assertThat(images().tags(IMAGE)).containsExactly("1", "2");
  }

  @Test
  void aListThatNeverEndsIsLeftAtSomePoint() {
    on(TAGS, request -> tags("[\"1\"]").with("Link", "<" + TAGS + "?last=1>; rel=\"next\""));
    assertThat(images().tags(IMAGE)).hasSize(100);
  }

  @Test
  void aRepositoryWithoutTagsHasNone() {
    on(TAGS, request -> tags("null"));
    assertThat(images().tags(IMAGE)).isEmpty();
  }

  @Test
  void aListThatIsNoneIsUnavailability() {
    on(TAGS, request -> HttpResponse.text(200, "<html>"));
    assertThatExceptionOfType(PlatformUnavailable.class)
        .isThrownBy(() -> images().tags(IMAGE))
        .withMessageContaining("no registry");
  }

  @Test
  void anAnswerThatDripsEndsInTime() {
    server.raw("/v2/hispano/drips", RegistryAnswersTests::drip);
    Instant begun = Instant.now();
    assertThatExceptionOfType(PlatformUnavailable.class)
        .isThrownBy(() -> images().digest(RegistryUnderTest.HOST + "/hispano/drips:1"));
    assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(15));
  }

  @Test
  void anAnswerIsOnlySoLong() {
    on(MANIFEST, request -> HttpResponse.text(200, " ".repeat(5 * 1024 * 1024)));
    assertUnavailable("longer than 4 MiB");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"not an image", "localhost:5000/site:1", "10.0.0.1/site:1", "registry/x/y z"})
  void whatNamesNoPublicRegistryIsNotAskedFor(String reference) {
    assertThatExceptionOfType(PlatformRefusal.class)
        .isThrownBy(() -> images().digest(reference))
        .extracting(PlatformRefusal::code)
        .isEqualTo("imageRefused");
  }

  @Test
  void aPublicNameThatLeadsInsideIsRefused() {
    URI url = URI.create(server.url());
    Endpoint inside = new Endpoint("registry.example", url, false, "", "", "");
    try (CarefulHttp http = new CarefulHttp(RegistryUnderTest.TIMEOUTS, DataSize.ofMegabytes(1))) {
      assertThatExceptionOfType(PlatformRefusal.class)
          .isThrownBy(() -> new RegistryApi(http).head(inside, url.resolve(MANIFEST), "a", ""))
          .withMessageContaining("private address")
          .extracting(PlatformRefusal::code)
          .isEqualTo("imageRefused");
      String realm = "https://127.0.0.1:" + url.getPort() + "/token";
      for (String where : List.of(realm, realm.replace("https", "http"))) {
        RegistryAnswer unauthorized =
            new RegistryAnswer(
                new HttpAnswer(
                    url,
                    401,
                    List.of(new BasicHeader("WWW-Authenticate", "Bearer realm=\"" + where + "\"")),
                    new byte[0]));
        assertThatExceptionOfType(PlatformRefusal.class)
            .isThrownBy(
                () -> new Tokens(http).authorization(inside, unauthorized, "repository:site:pull"))
            .withMessageContaining(where.startsWith("https") ? "private address" : "no place");
      }
    }
    assertThat(asked).isEmpty();
  }

  @Test
  void aMirrorIsAskedForAllAndToldWhichRegistryIsMeant() {
    List<String> meant = new ArrayList<>();
    on(
        "/cache/v2/library/wordpress/.*",
        request -> {
          meant.add(request.path() + " " + request.parameter("ns").orElse("-"));
          return request.path().endsWith("list") ? tags("[\"6\"]") : found();
        });
    ImagesSettings settings =
        new ImagesSettings(
            new ImagesSettings.Mirror(URI.create(server.url() + "/cache/"), "", ""),
            List.of(),
            Duration.ZERO,
            1,
            RegistryUnderTest.TIMEOUTS);
    Images images = RegistryUnderTest.images(settings);
    assertThat(images.digest("wordpress:6.8")).contains(DIGEST);
    assertThat(images.tags("docker.io/library/wordpress")).containsExactly("6");
    assertThat(meant)
        .containsExactly(
            "/cache/v2/library/wordpress/manifests/6.8 docker.io",
            "/cache/v2/library/wordpress/tags/list docker.io");
  }

  @ParameterizedTest
  @CsvSource({
    "wordpress:6.8, https://registry-1.docker.io/v2/library/wordpress/x",
    "ghcr.io/hispano/site:1, https://ghcr.io/v2/hispano/site/x",
    "registry.example:5000/site:1, https://registry.example:5000/v2/site/x"
  })
  void registriesAreWhereTheirNamesSay(String reference, String uri) {
    ImageReference image = ImageReference.parse(reference).orElseThrow();
    ImagesSettings settings = RegistryUnderTest.at("http://127.0.0.1:1").settings();
    Endpoint endpoint = Endpoint.of(image, settings);
    assertThat(endpoint.uri(image.repository() + "/x", "")).hasToString(uri);
    assertThat(endpoint.known()).isFalse();
  }

  private static HttpResponse tags(String tags) {
    return new HttpResponse(200, Map.of(), "{\"name\": \"x\", \"tags\": " + tags + "}");
  }

  private static void drip(HttpExchange exchange) throws IOException {
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(200, -1);
      return;
    }
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      // Each byte in time, the whole never.
      for (int i = 0; i < 200; i++) {
        out.write(' ');
        out.flush();
        LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
      }
    }
  }

  private void assertRefused(Images images, String why) {
    assertThatExceptionOfType(PlatformRefusal.class)
        .isThrownBy(() -> images.digest(IMAGE))
        .withMessageContaining(why)
        .withMessageNotContaining("geheim")
        .extracting(PlatformRefusal::code)
        .isEqualTo("imageRefused");
  }

  private void assertUnavailable(String... words) {
    assertThatExceptionOfType(PlatformUnavailable.class)
        .isThrownBy(() -> images().digest(IMAGE))
        .satisfies(e -> assertThat(e.getMessage()).contains(words));
  }
}
