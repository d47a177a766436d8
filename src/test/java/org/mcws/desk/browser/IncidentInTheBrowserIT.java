package org.mcws.desk.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.mcws.desk.engine.PatientTransaction;
import org.mcws.desk.engine.People;
import org.mcws.desk.sandbox.Sandbox;
import org.mcws.desk.sandbox.SandboxHands;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.jdbc.core.JdbcTemplate;

/** A site is down: who is called takes it from a small phone, an owner tells what they know. */
@BrowserTest
class IncidentInTheBrowserIT {

  private static final int SMALL = 360;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String LINK = "/links/incident/";

  @RegisterExtension static final Chromium CHROMIUM = new Chromium();

  @Autowired private BeanFactory desk;
  @Autowired private TestRestTemplate http;
  @Autowired private People people;
  @Autowired private IdentityService identity;
  @Autowired private RuntimeService runtime;
  @Autowired private PatientTransaction transaction;
  @Autowired private JdbcTemplate database;
  @Autowired private Sandbox sandbox;

  @Value("${server.port}")
  private int port;

  private final String slug = "dunlins" + UUID.randomUUID().toString().substring(0, 6);
  private final String robin = "robin@" + slug + ".desk.test";
  private Neighbours dunlins;
  private String incident;

  @BeforeEach
  void aSiteIsDown() {
    people.addAccount(robin, "Robin Staff");
    identity.createMembership(robin, People.OPS);
    dunlins = Neighbours.enter(desk, slug, "Community of Dunlins");
    dunlins.haveSite("ghcr.io/dunlins/site:1.0");
    SandboxHands.marathon(sandbox).markUnhealthy("/" + slug + "/www", true);
    HttpHeaders headers = new HttpHeaders();
    headers.setBearerAuth("sandbox");
    JsonNode taken =
        http.postForObject(
            "/api/alerts/generic",
            new HttpEntity<>(
                Map.of(
                    "key",
                    slug,
                    "service",
                    slug + ".www",
                    "status",
                    "down",
                    "severity",
                    "sev1",
                    "title",
                    "The front page does not answer"),
                headers),
            JsonNode.class);
    assertThat(taken.path("alerts")).as("%s", taken).hasSize(1);
    incident =
        await()
            .atMost(PATIENCE)
            .until(
                () ->
                    database
                        .queryForList(
                            "select id from incident where service = ? and closed_at is null",
                            String.class,
                            slug + ".www")
                        .stream()
                        .findFirst()
                        .orElse(null),
                id -> id != null);
  }

  @AfterEach
  void clear() {
    SandboxHands.marathon(sandbox).markUnhealthy("/" + slug + "/www", false);
    database.update("delete from signal where service = ?", slug + ".www");
    // A job of it may run at this moment.
    transaction.get(
        () -> {
          runtime.deleteProcessInstanceIfExists(
              incident, "end of the test", false, true, false, false);
          return incident;
        });
    await().atMost(PATIENCE).until(() -> open() == 0);
    identity.deleteUser(robin);
  }

  @Test
  void opsTakeItFromASmallPhoneByTheLinkInTheirMail() {
    BrowserContext phone = CHROMIUM.someoneOnAPhone(desk());
    String link = new SandboxMails(phone).link(robin, LINK);
    Page page = phone.newPage();
    page.setViewportSize(SMALL, 740);
    page.navigate(link);
    assertThat(page.locator("h1")).containsText(slug);
    assertThat(page.getByText("Nobody of Community Ops has said yet")).isVisible();
    check(page);
    assertThat(acknowledgedBy()).as("looking at it takes nothing").isEmpty();

    page.getByRole(AriaRole.TEXTBOX).fill("On the train, laptop in ten minutes");
    button(page, "I am on it").click();
    assertThat(page.getByRole(AriaRole.STATUS)).containsText("It is yours. Nobody else is called.");
    assertThat(page.locator(".story")).containsText("On the train, laptop in ten minutes");
    check(page);
    assertThat(acknowledgedBy()).isEqualTo(robin);
  }

  @Test
  void anOwnerReadsItAndAddsWhatTheyKnow() {
    BrowserContext ana = CHROMIUM.someoneOnAPhone(desk());
    String link = new SandboxMails(ana).link(dunlins.ana(), LINK);
    Page page = ana.newPage();
    page.setViewportSize(SMALL, 740);
    page.navigate(link);
    assertThat(page.locator("h1")).containsText(slug);
    check(page);
    page.getByRole(AriaRole.TEXTBOX).fill("I have changed the theme an hour ago");
    button(page, "Send").click();
    assertThat(page.getByRole(AriaRole.STATUS)).containsText("It is kept with the incident.");
    assertThat(page.locator(".story")).containsText("I have changed the theme an hour ago");
    check(page);
    assertThat(acknowledgedBy()).isNotEqualTo(dunlins.ana());
  }

  /** How many incidents of the site are open: what its probes still find ends by itself. */
  private int open() {
    return database.queryForObject(
        "select count(*) from incident where service = ? and closed_at is null"
            + " and state = 'OPEN'",
        Integer.class,
        slug + ".www");
  }

  private String acknowledgedBy() {
    return http.withBasicAuth("ops", "ops")
        .getForObject("/api/incidents/" + incident, JsonNode.class)
        .path("acknowledgedBy")
        .asText();
  }

  private static void check(Page page) {
    Accessibility.check(page);
    assertThat(page.evaluate("document.documentElement.scrollWidth - innerWidth"))
        .as("what is wider than the window")
        .isEqualTo(0);
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(name));
  }

  private String desk() {
    return "http://localhost:" + port;
  }
}
