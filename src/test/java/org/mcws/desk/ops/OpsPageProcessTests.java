package org.mcws.desk.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mcws.desk.engine.Door;
import org.mcws.desk.engine.Door.Answer;
import org.mcws.desk.engine.People;
import org.mcws.desk.engine.ProcessTest;
import org.mcws.desk.engine.TreeRequest;
import org.springframework.beans.factory.annotation.Autowired;

/** Who may look at the page of Ops, and by which login. */
@ProcessTest
class OpsPageProcessTests {

  private static final String PAGE = "text/html,*/*;q=0.8";

  @Autowired private Door door;
  @Autowired private People people;
  @Autowired private IdentityService identity;

  private final String kim = "kim-" + UUID.randomUUID() + "@desk.outside.org";

  @BeforeEach
  void stage() {
    people.addAccount(kim, "Kim Staff");
    people.setPassword(kim, TreeRequest.PASSWORD);
  }

  @AfterEach
  void clear() {
    identity.deleteUser(kim);
  }

  @Test
  void opsAndAdministratorsSeeItAndNobodyKeepsIt() {
    for (String user : new String[] {"ops", "admin"}) {
      Answer page = door.get(user, "/ops");
      assertThat(page.status()).as(user).isEqualTo(200);
      assertThat(page.text()).contains("<h1>Ops at a glance</h1>").endsWith("</html>\n");
      assertThat(page.header("Cache-Control")).contains("no-store");
      assertThat(page.header("Content-Security-Policy")).contains("script-src 'self'");
      assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
      assertThat(page.header("Set-Cookie")).isEmpty();
    }
  }

  @Test
  void reviewersAndOwnersDoNot() {
    people.addCommunity("ops-page", "Community");
    people.addOwner("ops-page", kim);
    for (String user : new String[] {"reviewer", kim}) {
      assertThat(door.get(user, "/ops").status()).as(user).isEqualTo(403);
      assertThat(door.get(user, "/ops/incidents/x").status()).as(user).isEqualTo(403);
    }
  }

  @Test
  void whoIsNotKnownIsAskedWhoTheyAre() {
    Answer program = door.get(null, "/ops");
    assertThat(program.status()).isEqualTo(401);
    assertThat(program.header("WWW-Authenticate")).startsWith("Basic");
    Answer page = door.send(door.request("/ops").header("Accept", PAGE).build());
    assertThat(page.status()).isEqualTo(401);
    assertThat(page.header("WWW-Authenticate")).startsWith("Basic");
    assertThat(page.text()).contains("Log in to Cockpit or Tasklist in this browser");
  }

  @Test
  void nothingCanBeSentToIt() {
    assertThat(door.send("ops", "POST", "/ops", "{}").status()).isEqualTo(403);
    assertThat(door.send("ops", "DELETE", "/ops/incidents/x", null).status()).isEqualTo(403);
    assertThat(door.get("ops", "/ops/incidents/x").status()).isEqualTo(404);
  }

  @Test
  void whoHasLoggedInToCockpitNeedNotDoSoAgain() throws Exception {
    identity.createMembership(kim, People.OPS);
    Browser browser = new Browser();
    assertThat(browser.open("/ops").statusCode()).isEqualTo(401);
    browser.logInToCockpit();
    HttpResponse<String> seen = browser.open("/ops");
    assertThat(seen.statusCode()).isEqualTo(200);
    assertThat(seen.headers().allValues("Set-Cookie"))
        .as("what Cockpit asks for at the same moment must still be its own session's")
        .noneMatch(cookie -> cookie.startsWith("JSESSIONID"));

    identity.deleteMembership(kim, People.OPS);
    HttpResponse<String> refused = browser.open("/ops");
    assertThat(refused.statusCode()).as("not of Ops any more").isEqualTo(403);
    assertThat(refused.body()).contains("your account is not one of theirs");
  }

  @Test
  void whoHasLoggedOutOfCockpitIsAskedAgain() throws Exception {
    identity.createMembership(kim, People.OPS);
    Browser browser = new Browser();
    browser.logInToCockpit();
    browser.post("/camunda/api/admin/auth/user/default/logout", "");
    assertThat(browser.open("/ops").statusCode()).isEqualTo(401);
  }

  /** Kim's, with the cookies that the web apps have set. */
  private final class Browser {

    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient client = HttpClient.newBuilder().cookieHandler(cookies).build();

    HttpResponse<String> open(String path) throws IOException, InterruptedException {
      return send(door.request(path).header("Accept", PAGE).build());
    }

    void logInToCockpit() throws IOException, InterruptedException {
      open("/camunda/app/cockpit/default/");
      int status =
          post(
              "/camunda/api/admin/auth/user/default/login/cockpit",
              "username=" + kim + "&password=" + TreeRequest.PASSWORD);
      assertThat(status).isEqualTo(200);
    }

    int post(String path, String form) throws IOException, InterruptedException {
      String token =
          cookies.getCookieStore().getCookies().stream()
              .filter(cookie -> cookie.getName().equals("XSRF-TOKEN"))
              .map(HttpCookie::getValue)
              .findFirst()
              .orElseThrow();
      return send(door.request(path)
              .header("Content-Type", "application/x-www-form-urlencoded")
              .header("X-XSRF-TOKEN", token)
              .POST(BodyPublishers.ofString(form))
              .build())
          .statusCode();
    }

    private HttpResponse<String> send(HttpRequest request)
        throws IOException, InterruptedException {
      return client.send(request, BodyHandlers.ofString());
    }
  }
}
