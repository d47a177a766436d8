package org.mcws.desk.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ReducedMotion;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.mcws.desk.engine.PatientTransaction;
import org.mcws.desk.status.StatusStage;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.jdbc.core.JdbcTemplate;

/** Community Ops look how everything stands: with and without script, at a desk and on a phone. */
@BrowserTest
class OpsInTheBrowserIT {

  private static final String QUESTION =
      """
      {"community": "%1$s", "subject": "rollout/%2$s", "kind": "security-update",
       "title": "CVE-2026-812: the comments run programs", "detail": "A hole in the comments.",
       "riskClass": "R3", "managedBy": "community", "destructive": false,
       "services": [{"id": "%1$s.www", "change": "site:1.0 → site:1.1"}]}
      """;

  private static final String DRAWN_POINTS =
      "canvas => canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)"
          + ".data.filter((byte, n) => n % 4 === 3 && byte > 0).length";

  @RegisterExtension static final Chromium CHROMIUM = new Chromium();

  @Autowired private BeanFactory desk;
  @Autowired private TestRestTemplate http;
  @Autowired private JdbcTemplate database;
  @Autowired private RuntimeService runtime;
  @Autowired private PatientTransaction transaction;
  @Autowired private ManagementService management;
  @Autowired private Clock clock;

  @Value("${server.port}")
  private int port;

  private final String slug = "plovers" + UUID.randomUUID().toString().substring(0, 6);
  private StatusStage gulls;
  private String incident;
  private ProcessInstance failed;

  @BeforeEach
  void aDayOnWhichSomethingWaits() {
    aPast();
    Neighbours.enter(desk, slug, "Community of Plovers").haveSite("ghcr.io/plovers/site:1.0");
    incident =
        asOps()
            .postForObject(
                "/api/incidents",
                Map.of("serviceId", slug + ".www", "description", "The front page is empty"),
                JsonNode.class)
            .path("id")
            .asText();
    ask();
    failed = aJobFails();
  }

  @AfterEach
  void clear() {
    runtime.createProcessInstanceQuery().tenantIdIn(slug, gulls.slug()).list().stream()
        .filter(instance -> instance.getRootProcessInstanceId().equals(instance.getId()))
        .forEach(instance -> end(instance.getId()));
    end(failed.getId());
    database.update("delete from signal where service = ?", slug + ".www");
    database.update("update incident set closed_at = now() where id = ?", incident);
    database.update("update approval set ended_at = now() where community = ?", slug);
    gulls.remove();
  }

  @Test
  void whoHasLoggedInToCockpitSeesWhatWaitsAndComesToWhereItIsDone() {
    BrowserContext robin = CHROMIUM.someone(desk());
    Cockpit.login(robin, "ops");
    Page page = robin.newPage();
    page.navigate("/ops");
    assertThat(entry(page, "#incidents", slug + ".www")).containsText("nobody is on it");
    assertThat(entry(page, "#failures", failed.getBusinessKey())).isVisible();
    assertThat(entry(page, "#approvals", slug)).containsText("waits for the owners");
    assertThat(page.locator(".plot canvas")).hasCount(3);
    Pictures.take(page, "ops");

    entry(page, "#failures", failed.getBusinessKey()).getByRole(AriaRole.LINK).click();
    assertThat(page.locator("table.incidents-tab tbody tr").first()).isVisible();
    page.navigate("/ops");
    entry(page, "#approvals", slug).getByRole(AriaRole.LINK).first().click();
    assertThat(page.getByText("Answer go or no-go").first()).isVisible();
    page.navigate("/ops");
    entry(page, "#incidents", slug + ".www").getByRole(AriaRole.LINK).first().click();
    assertThat(page.locator("h1")).containsText(slug);
    assertThat(page.locator(".story")).containsText("The front page is empty");
    Accessibility.check(page);
    page.getByRole(AriaRole.LINK, new GetByRoleOptions().setName("Cockpit")).click();
    assertThat(page.getByText("Downtime recovery").first()).isVisible();
  }

  @Test
  void withoutScriptThePageSaysTheSame() {
    Page with = open(true);
    Page without = open(false);
    assertThat(with.locator(".plot canvas")).hasCount(3);
    assertThat(without.locator("canvas")).hasCount(0);
    assertThat(without.locator("table[data-plot]").first()).isVisible();
    // The probes go on, so that what is down may be another between two looks.
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () -> {
              with.reload();
              without.reload();
              assertThat(saidOn(without)).isEqualTo(saidOn(with));
            });
    assertThat(entry(without, "#incidents", slug + ".www")).isVisible();
    assertThat(entry(without, "#failures", failed.getBusinessKey())).isVisible();
    assertThat(entry(without, "#approvals", slug)).isVisible();
  }

  @Test
  void everybodyOfOpsCanUseItInLightAndDarkColoursAtADeskAndOnAPhone() {
    for (int width : new int[] {1280, 360}) {
      Page page = open(true);
      page.setViewportSize(width, 800);
      Accessibility.check(page);
      fits(page);
      for (Locator plot : page.locator(".plot canvas").all()) {
        assertThat(plot).isVisible();
        assertThat((Integer) plot.evaluate(DRAWN_POINTS)).isGreaterThan(500);
      }
      page.locator("details summary").all().forEach(Locator::click);
      Accessibility.check(page);
      fits(page);
    }
  }

  /** With a name and password at each request, since the login of Cockpit needs script. */
  private Page open(boolean script) {
    Page page = CHROMIUM.someone(desk(), script).newPage();
    page.setExtraHTTPHeaders(
        Map.of(
            "Authorization", "Basic " + Base64.getEncoder().encodeToString("ops:ops".getBytes())));
    page.emulateMedia(new EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
    page.navigate("/ops");
    return page;
  }

  private static List<String> saidOn(Page page) {
    return page.locator(".numbers b, table[data-plot=lengths], table[data-plot=weeks]")
        .allTextContents();
  }

  private static void fits(Page page) {
    assertThat(page.evaluate("document.documentElement.scrollWidth - innerWidth")).isEqualTo(0);
  }

  private static Locator entry(Page page, String heading, String text) {
    return page.locator("section:has(" + heading + ") .entries li")
        .filter(new Locator.FilterOptions().setHasText(text))
        .first();
  }

  /** Three months, so that the plots have something to show. */
  private void aPast() {
    Instant now = clock.instant();
    gulls = StatusStage.of(desk, "Community of Gulls");
    String www = gulls.site("www");
    gulls.watched(www, now.minus(Duration.ofDays(80)));
    // It is there on paper only: nobody is to be woken because it does not answer.
    database.update(
        "insert into service_watch (service, paused_until, paused_by, paused_why)"
            + " values (?, ?, 'ops', 'It is on paper only')",
        www,
        Timestamp.from(now.plus(Duration.ofDays(1))));
    for (int day = 3; day < 80; day += 5) {
      Instant began = now.minus(Duration.ofDays(day));
      Instant over = began.plus(Duration.ofMinutes(10 + day * 7 % 50));
      gulls.down(www, began, over);
      database.update(
          "insert into incident (id, scope, service, community, title, severity, state, begun_at,"
              + " opened_at, first_acknowledged_at, recovered_at, closed_at)"
              + " values (?, 'SERVICE', ?, ?, 'It was down', 'SEV2', 'CLOSED', ?, ?, ?, ?, ?)",
          UUID.randomUUID().toString(),
          www,
          gulls.slug(),
          Timestamp.from(began),
          Timestamp.from(began.plusSeconds(140)),
          Timestamp.from(began.plusSeconds(400)),
          Timestamp.from(over),
          Timestamp.from(over));
    }
  }

  private void ask() {
    asOps()
        .postForObject(
            "/engine-rest/process-definition/key/owner-approval/start",
            Map.of(
                "variables",
                Map.of(
                    "question",
                    Map.of("type", "Json", "value", QUESTION.formatted(slug, UUID.randomUUID())))),
            JsonNode.class);
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                asOps()
                        .getForObject(
                            "/api/approvals?state=asked&community=" + slug, JsonNode.class)
                        .path("total")
                        .asInt()
                    == 1);
  }

  /** An onboarding's reminder, of which somebody has said that it is not tried any more. */
  private ProcessInstance aJobFails() {
    String community = "stilts" + UUID.randomUUID().toString().substring(0, 6);
    RequestByRest.send(http, community);
    Job reminder =
        await()
            .atMost(Duration.ofMinutes(1))
            .until(
                () ->
                    management
                        .createJobQuery()
                        .processDefinitionKey("onboarding")
                        .tenantIdIn(community)
                        .timers()
                        .list()
                        .stream()
                        .findFirst()
                        .orElse(null),
                job -> job != null);
    management.setJobRetries(reminder.getId(), 0);
    return runtime
        .createProcessInstanceQuery()
        .processInstanceId(reminder.getProcessInstanceId())
        .singleResult();
  }

  /** A job of it may run at this moment. */
  private void end(String instance) {
    transaction.get(
        () -> {
          runtime.deleteProcessInstanceIfExists(
              instance, "end of the test", false, true, false, false);
          return instance;
        });
  }

  private TestRestTemplate asOps() {
    return http.withBasicAuth("ops", "ops");
  }

  private String desk() {
    return "http://localhost:" + port;
  }
}
