package org.mcws.desk.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.mcws.desk.engine.DeskTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A desk whose people and programs are known to an OpenID Connect provider. */
@DeskTest
class SignOnIT {

  private static final Duration VALID = Duration.ofMinutes(5);
  private static final IdentityProvider PROVIDER = new IdentityProvider();

  @LocalServerPort private int port;

  @DynamicPropertySource
  static void provider(DynamicPropertyRegistry settings) {
    String registration = "spring.security.oauth2.client.registration.desk.";
    settings.add("spring.security.oauth2.resourceserver.jwt.issuer-uri", PROVIDER::issuer);
    settings.add("spring.security.oauth2.client.provider.desk.issuer-uri", PROVIDER::issuer);
    settings.add(registration + "client-id", () -> "desk");
    settings.add(registration + "client-secret", () -> "secret");
    settings.add(registration + "scope", () -> "openid,email");
  }

  @AfterAll
  static void closeProvider() {
    PROVIDER.close();
  }

  @Test
  void aTokenOfAKnownAccountOpensRest() {
    assertThat(rest(PROVIDER.token("ops", true, VALID))).isEqualTo(200);
  }

  @Test
  void aTokenOfNobodyTheDeskKnowsDoesNot() {
    assertThat(rest(PROVIDER.token("stranger@example.org", true, VALID))).isEqualTo(401);
  }

  @Test
  void anUnprovenAddressIsNotBelieved() {
    assertThat(rest(PROVIDER.token("ops", false, VALID))).isEqualTo(401);
  }

  @Test
  void anOldTokenAndAForeignOneAreRefused() {
    assertThat(rest(PROVIDER.token("ops", true, Duration.ofMinutes(-5)))).isEqualTo(401);
    try (IdentityProvider other = new IdentityProvider()) {
      assertThat(rest(other.token("ops", true, VALID))).isEqualTo(401);
    }
  }

  @Test
  void peopleComeToTasklistThroughTheProvider() {
    PROVIDER.logIn("ops");
    HttpClient browser = browser();
    HttpResponse<String> tasklist = get(browser, "/camunda/app/tasklist/default/");
    assertThat(tasklist.statusCode()).isEqualTo(200);
    assertThat(tasklist.uri().getPath()).isEqualTo("/camunda/app/tasklist/default/");
    assertThat(get(browser, "/camunda/api/admin/auth/user/default").body())
        .contains("\"userId\":\"ops\"", "cockpit");
  }

  @Test
  void peopleComeToThePageOfOpsThroughTheProviderAndBack() {
    PROVIDER.logIn("ops");
    HttpResponse<String> page = get(browser(), "/ops");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.uri().getPath()).isEqualTo("/ops");
    assertThat(page.body()).contains("<h1>Ops at a glance</h1>");
  }

  @Test
  void whoIsNotOfOpsDoesNotSeeThePageOfOps() {
    PROVIDER.logIn("reviewer");
    HttpResponse<String> page = get(browser(), "/ops");
    assertThat(page.statusCode()).isEqualTo(403);
    assertThat(page.body()).contains("your account is not one of theirs");
  }

  @Test
  void whoHasNoAccountDoesNotComeToTasklist() {
    PROVIDER.logIn("stranger@example.org");
    assertThat(get(browser(), "/camunda/app/tasklist/default/").statusCode()).isEqualTo(403);
  }

  private int rest(String token) {
    HttpRequest request =
        HttpRequest.newBuilder(address("/engine-rest/task/count"))
            .header("Authorization", "Bearer " + token)
            .build();
    return send(HttpClient.newHttpClient(), request).statusCode();
  }

  private HttpResponse<String> get(HttpClient browser, String path) {
    return send(
        browser, HttpRequest.newBuilder(address(path)).header("Accept", "text/html,*/*").build());
  }

  private static HttpResponse<String> send(HttpClient client, HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private URI address(String path) {
    return URI.create("http://localhost:" + port + path);
  }

  private static HttpClient browser() {
    return HttpClient.newBuilder()
        .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
        .followRedirects(HttpClient.Redirect.ALWAYS)
        .build();
  }
}
