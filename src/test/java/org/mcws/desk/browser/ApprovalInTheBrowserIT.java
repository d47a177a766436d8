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
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.test.context.TestPropertySource;

/**
 * Owners give their word, on the page behind the link in a mail and in Tasklist. Time goes by as it
 * does for everybody: what can be taken back for ten minutes can be taken back here.
 */
@BrowserTest
@TestPropertySource(properties = "desk.pace=1")
class ApprovalInTheBrowserIT {

  private static final String LINK = "/links/approval/";
  private static final String ANSWER = "Answer go or no-go";
  private static final String RESOLVE = "Resolve the blocker";
  private static final String TITLE = "CVE-2026-4711: WordPress 6.8.4 closes a hole";

  @RegisterExtension static final Chromium CHROMIUM = new Chromium();

  @Autowired private TestRestTemplate http;
  @Autowired private BeanFactory desk;

  @Value("${server.port}")
  private int port;

  @Test
  void anOwnerAnswersOnAPhoneAndTakesItBack() {
    Neighbours gulls = Neighbours.enter(desk, "gulls", "Community of Gulls");
    String approval = ask(gulls);
    BrowserContext ana = CHROMIUM.someoneOnAPhone(desk());
    SandboxMails mails = new SandboxMails(ana);
    String code = mails.code(gulls.ana(), LINK);
    Page page = ana.newPage();
    page.navigate(mails.link(gulls.ana(), LINK));

    assertThat(page.locator("h1")).hasText("Go or no-go?");
    assertThat(page.getByText(TITLE).first()).isVisible();
    assertThat(page.locator("input[type=radio][name=answer]:checked")).hasCount(0);
    Accessibility.check(page);
    fitsThePhone(page);
    Pictures.take(page, "approval-on-a-phone");

    page.getByLabel("The code from your mail").fill(code);
    button(page, "Send").click();
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("Choose an answer");
    Accessibility.check(page);
    answer(page, "Go: it may be done", "XXXXXX");
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("This is not the code");
    assertThat(show(approval).path("state").asText()).isEqualTo("asked");

    answer(page, "Go: it may be done", code);
    assertThat(page.getByRole(AriaRole.STATUS)).containsText("your answer counts");
    assertThat(show(approval).path("state").asText()).isEqualTo("goSoon");
    Accessibility.check(page);
    fitsThePhone(page);

    page.reload();
    assertThat(page.getByText("That can be undone until").first()).isVisible();
    page.getByLabel("The code from your mail").first().fill(code);
    button(page, "Undo the go").click();
    assertThat(page.getByRole(AriaRole.STATUS)).containsText("The answer is taken back");
    assertThat(show(approval).path("state").asText()).isEqualTo("asked");
    Accessibility.check(page);
    withdraw(approval);
  }

  @Test
  void theMailPageWorksWithoutScriptAndSaysHowItEnded() {
    Neighbours terns = Neighbours.enter(desk, "terns", "Community of Terns");
    String approval = ask(terns);
    BrowserContext ben = CHROMIUM.someone(desk(), false);
    SandboxMails mails = new SandboxMails(ben);
    String link = mails.link(terns.ben(), LINK);
    String code = mails.code(terns.ben(), LINK);
    assertThat(ben.request().head(link).status()).isEqualTo(200);
    assertThat(ben.request().get(link + "?answer=go&code=" + code).status()).isEqualTo(200);
    assertThat(show(approval).path("state").asText()).isEqualTo("asked");

    Page page = ben.newPage();
    page.navigate(link);
    page.getByLabel("Wait until").fill(LocalDate.now().plusDays(3).toString());
    answer(page, "Wait: ask us again at a date", code);
    assertThat(page.getByText("you can take it back").first()).isVisible();
    page.getByLabel("The code from your mail").first().fill(code);
    button(page, "Take the wait back").click();
    assertThat(page.getByRole(AriaRole.STATUS)).containsText("The answer is taken back");

    answer(page, "No-go: it must not be done", code);
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("A no-go needs a reason");
    page.getByLabel("Reason, or what you need").fill("Our conference is this week.");
    answer(page, "No-go: it must not be done", code);
    assertThat(page.getByRole(AriaRole.STATUS)).containsText("your answer counts");
    assertThat(show(approval).path("state").asText()).isEqualTo("blocked");

    withdraw(approval);
    page.navigate(link);
    assertThat(page.getByText("The question was withdrawn.").first()).isVisible();
    assertThat(page.getByRole(AriaRole.RADIO)).hasCount(0);

    Page after = CHROMIUM.someone(desk()).newPage();
    after.navigate(link);
    Accessibility.check(after);
  }

  @Test
  void anOwnerSaysNoGoInTasklistAndOpsResolveIt() {
    Neighbours plovers = Neighbours.enter(desk, "plovers", "Community of Plovers");
    String approval = ask(plovers);
    Tasklist ana = Tasklist.login(CHROMIUM.someone(desk()), plovers.ana(), Neighbours.PASSWORD);
    ana.showTasksOfMyGroups();
    Locator question = ana.open(ANSWER);
    assertThat(question).containsText(TITLE);
    assertThat(question).containsText("plovers.www: wordpress:6.8.3");
    ana.claim();
    question.getByLabel("No-go: it must not be done").check();
    question.getByLabel("Reason, or what you need").fill("Our conference is this week.");
    question.evaluate("form => form.scrollIntoView()");
    Pictures.take(ana.page(), "tasklist-go-or-no-go");
    ana.complete(ANSWER);

    Tasklist ops = Tasklist.login(CHROMIUM.someone(desk()), "ops", "ops");
    ops.showTasksOfMyGroups();
    Locator blocker = ops.open(RESOLVE);
    assertThat(blocker).containsText("Our conference is this week.");
    ops.claim();
    blocker.getByLabel("Exempt: accept the risk until a date").check();
    assertThat(blocker.getByLabel("What is done against the risk meanwhile")).isVisible();
    blocker.getByLabel("Ask the owners again").check();
    assertThat(blocker.getByLabel("What is done against the risk meanwhile")).isHidden();
    blocker.getByLabel("Reason").fill("The conference is over, and the hole is still open.");
    ops.complete(RESOLVE);
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> show(approval).path("state").asText().equals("asked"));

    Tasklist ben = Tasklist.login(CHROMIUM.someone(desk()), plovers.ben(), Neighbours.PASSWORD);
    ben.showTasksOfMyGroups();
    Locator again = ben.open(ANSWER);
    assertThat(again).containsText("Community Ops ask again, as they said they would.");
    assertThat(again).containsText("The conference is over, and the hole is still open.");
    ben.claim();
    again.getByLabel("Go: it may be done").check();
    ben.complete(ANSWER);
    JsonNode cleared = show(approval);
    assertThat(cleared.path("state").asText()).isEqualTo("goSoon");
    assertThat(cleared.path("decidedBy").asText()).isEqualTo(plovers.ben());
    withdraw(approval);
  }

  /** Asks at the engine's door, as Ops may; the answer must not wait for the morning. */
  private String ask(Neighbours community) {
    String question =
        """
        {"community": "%1$s", "subject": "change/%1$s", "kind": "security-update",
         "title": "%2$s", "riskClass": "R1", "managedBy": "community", "destructive": false,
         "detail": "Who sends a long name can run programs on the server. Attacks are reported. https://www.example.org/security/advisories/2026/4711-a-long-address-that-does-not-fit-into-a-line-of-a-phone",
         "services": [
           {"id": "%1$s.www", "change": "wordpress:6.8.3-php8.3-apache → wordpress:6.8.4-php8.3-apache"},
           {"id": "%1$s.blog", "change": "wordpress:6.8.3-php8.3-apache → wordpress:6.8.4-php8.3-apache"}]}
        """
            .formatted(community.slug(), TITLE);
    JsonNode started =
        asOps()
            .postForObject(
                "/engine-rest/process-definition/key/owner-approval/start",
                Map.of("variables", Map.of("question", Map.of("type", "Json", "value", question))),
                JsonNode.class);
    String approval = started.path("businessKey").asText();
    assertThat(approval).as("%s", started).isNotEmpty();
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> !show(approval).path("askedAt").isMissingNode());
    return approval;
  }

  private void withdraw(String approval) {
    ResponseEntity<String> withdrawn =
        asOps()
            .postForEntity(
                "/engine-rest/message",
                Map.of("messageName", "owner-approval.withdrawn", "businessKey", approval),
                String.class);
    assertThat(withdrawn.getStatusCode()).isEqualTo(HttpStatus.NO_CONTENT);
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> show(approval).path("state").asText().equals("withdrawn"));
  }

  private static void answer(Page page, String choice, String code) {
    page.getByLabel(choice).first().check();
    page.getByLabel("The code from your mail").last().fill(code);
    button(page, "Send").click();
  }

  private static void fitsThePhone(Page page) {
    assertThat(page.evaluate("document.documentElement.scrollWidth - innerWidth"))
        .as("what is wider than the phone")
        .isEqualTo(0);
  }

  private JsonNode show(String approval) {
    return asOps().getForObject("/api/approvals/" + approval, JsonNode.class);
  }

  private TestRestTemplate asOps() {
    return http.withBasicAuth("ops", "ops");
  }

  private String desk() {
    return "http://localhost:" + port;
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(name));
  }
}
