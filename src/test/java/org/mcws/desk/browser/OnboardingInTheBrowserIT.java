package org.mcws.desk.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.RequestOptions;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.mcws.desk.platform.dns.AuthoritativeLookups;
import org.mcws.desk.platform.mail.Inbox;
import org.mcws.desk.platform.mail.MailLogin;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.client.TestRestTemplate;

/** A community gets its services: everybody's part, played in a browser from mail to mailbox. */
@BrowserTest
class OnboardingInTheBrowserIT {

  private static final String FAULTS = "/api/sandbox/marathon/faults";
  private static final String PASSWORD = "Tall-Horse-99";
  private static final String MAILBOX_PASSWORD = "a small grey donkey";
  private static final String TAKE_OVER = "Take over the services";

  @RegisterExtension static final Chromium CHROMIUM = new Chromium();

  @Autowired private TestRestTemplate http;

  @Value("${server.port}")
  private int port;

  @AfterEach
  void mendMarathon() {
    http.delete(FAULTS);
  }

  @Test
  void aCommunityGetsItsSiteItsNameAndItsMail() throws Exception {
    opsAskForHispano();
    theReviewerVotesForIt();
    // Every request until it is mended.
    http.postForEntity(FAULTS, Map.of("kind", "error", "times", 1_000_000), String.class);
    theOwnerAgreesAndSetsAPassword("olga@owners.test");
    theOwnerAgreesAndSetsAPassword("otto@owners.test");
    opsSeeTheIncidentAndRetry();
    theOwnerOpensTheMailbox("olga@owners.test");
    theOwnerTakesOver("olga@owners.test", "www.hispano.example", "Welcome, Mozilla Hispano");

    JsonNode sandbox = http.getForObject("/api/sandbox", JsonNode.class);
    theSiteAnswers(sandbox);
    assertThat(
            AuthoritativeLookups.at(sandbox.path("dns").asText())
                .lookup("www.hispano.example", "A"))
        .isNotEmpty();
    theMailToTheAliasArrives(sandbox);
  }

  @Test
  void aBotBeginsFromAnExample() {
    Tasklist reviewer = Tasklist.login(someone(), "reviewer", "reviewer");
    StartForm form = reviewer.start("Onboarding");
    whoAsks(form, "Gardeners", "gardeners", "A bot that reminds people to water their plants.")
        .answer("First owner", "Name", "Gil Gardener")
        .answer("First owner", "E-mail", "gil@owners.test")
        .answer("Second owner", "Name", "Greta Gardener")
        .answer("Second owner", "E-mail", "greta@owners.test")
        .check("I vouch for this community")
        .choose("Website or worker", "What is it", "A worker")
        .answer("Website or worker", "Short name", "bot");
    Locator group =
        reviewer
            .page()
            .getByRole(
                AriaRole.GROUP,
                new Page.GetByRoleOptions().setName("Website or worker").setExact(true));
    assertThat(group.getByLabel("Or a Dockerfile of your own")).isVisible();
    form.choose("Website or worker", "Begin from an example", "Telegram bot in Python");
    assertThat(group.getByLabel("Or a Dockerfile of your own")).isHidden();
    assertThat(group.getByLabel("Or an image of your own")).isHidden();
    form.chooseLanguage("Español");
    group.scrollIntoViewIfNeeded();
    Pictures.take(reviewer.page(), "tasklist-begin-from-an-example");
    aScriptRunsEachMonday(form, reviewer.page());
    form.start();
    assertThat(form.dialog()).hasCount(0);
    theOwnerAgreesAndSetsAPassword("gil@owners.test");
    theOwnerAgreesAndSetsAPassword("greta@owners.test");

    await()
        .atMost(Duration.ofMinutes(2))
        .until(
            () ->
                http.withBasicAuth("ops", "ops")
                    .getForObject("/api/services/gardeners.bot", JsonNode.class)
                    .path("image")
                    .asText(),
            image -> image.startsWith("registry.example/communities/gardeners/bot:files-"));
    theOwnerTakesOver("gil@owners.test", "bot", "Welcome, Gardeners");
    assertThat(
            http.withBasicAuth("ops", "ops")
                .getForObject("/api/services/gardeners.report/schedule", JsonNode.class)
                .path("cron")
                .asText())
        .isEqualTo("0 9 * * 1");
  }

  private static void aScriptRunsEachMonday(StartForm form, Page page) {
    String another = "Another website or worker";
    form.check("We want another website or worker")
        .choose(another, "What is it", "A script that runs whenever its time comes")
        .answer(another, "Short name", "report")
        .choose(another, "Begin from an example", "Scheduled script")
        .answer("When it runs", "Time", "0 9 * * 1");
    page.getByText("If the run before has not ended").scrollIntoViewIfNeeded();
    Pictures.take(page, "tasklist-scheduled-script");
  }

  private void opsAskForHispano() {
    Tasklist ops = Tasklist.login(someone(), "ops", "ops");
    assertThat(ops.page().getByText("It is time to migrate")).isHidden();
    StartForm form = ops.start("Onboarding");
    Pictures.take(ops.page(), "tasklist-ask-for-services");
    whoAsks(
            form,
            "Mozilla Hispano",
            "hispano",
            "News and a forum for the Spanish-speaking community.")
        .answer("First owner", "Name", "Olga Owner")
        .answer("First owner", "E-mail", "olga@owners.test")
        .answer("Second owner", "Name", "Otto Owner")
        .answer("Second owner", "E-mail", "otto@owners.test")
        .answer("Website or worker", "Host name", "no host")
        .check("We want e-mail on a domain")
        .answer("E-mail", "Mail domain", "hispano.example")
        .answer("First mailbox", "Name before", "anna")
        .answer("First alias", "Name before", "info")
        .answer("First alias", "Goes to", "anna")
        .chooseLanguage("Español");
    form.start();
    assertThat(form.refusal()).containsText("Website or worker, Host name");
    assertThat(form.refusal()).isInViewport();

    form.answer("Website or worker", "Host name", "www.hispano.example").start();
    assertThat(form.dialog()).hasCount(0);
  }

  private static StartForm whoAsks(StartForm form, String name, String slug, String project) {
    return form.answer("Your community", "Name", name)
        .answer("Your community", "Short name", slug)
        .answer("Your community", "Time zone", "Europe/Madrid")
        .answer("You", "Your name", "Rita Requester")
        .answer("You", "Your e-mail", "rita@requesters.test")
        .answer("The project", "What is it", project)
        .answer("The project", "Where are its users", "Spain, Mexico")
        .answer("The project", "Since when", "3/1/2020")
        .answer("The project", "Who looks after", "Mario");
  }

  private void theReviewerVotesForIt() {
    Tasklist reviewer = Tasklist.login(someone(), "reviewer", "reviewer");
    Locator form = reviewer.open("Cast a vote");
    assertThat(form).containsText("Mozilla Hispano");
    assertThat(form).containsText("Olga Owner, Otto Owner");
    Pictures.take(reviewer.page(), "tasklist-vote");
    form.getByLabel("Yes").check();
    reviewer.complete("Cast a vote");
  }

  private void theOwnerAgreesAndSetsAPassword(String owner) {
    BrowserContext person = someone();
    SandboxMails mails = new SandboxMails(person);
    Page page = person.newPage();
    page.navigate(mails.link(owner, "/links/ownership/"));
    page.getByLabel("Yes").check();
    button(page, "Send").click();
    assertThat(page.getByRole(AriaRole.STATUS)).containsText("You are an owner");

    page.navigate(mails.link(owner, "/links/password/"));
    page.getByLabel("New password").fill("too easy to guess");
    button(page, "Set the password").click();
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("Choose another password");
    page.getByLabel("New password").fill(PASSWORD);
    button(page, "Set the password").click();
    assertThat(page.getByRole(AriaRole.STATUS)).containsText("Your password is set");
    Tasklist.login(person, owner, PASSWORD);
  }

  private void opsSeeTheIncidentAndRetry() {
    // Whatever else asks the broken platform has incidents of its own.
    String here =
        "/engine-rest/incident/count?processDefinitionKeyIn=onboarding&tenantIdIn=hispano";
    await()
        .atMost(Duration.ofMinutes(2))
        .until(
            () ->
                http.withBasicAuth("ops", "ops")
                        .getForObject(here, JsonNode.class)
                        .path("count")
                        .asInt()
                    == 1);
    Cockpit cockpit = Cockpit.login(someone(), "ops");
    cockpit.open("Onboarding", "hispano");
    Locator incident = cockpit.incidents();
    assertThat(incident).containsText("Provision hosting");
    Pictures.take(cockpit.page(), "cockpit-onboarding");
    http.delete(FAULTS);
    cockpit.retry(incident);
  }

  private void theOwnerOpensTheMailbox(String owner) {
    BrowserContext person = someone();
    SandboxMails mails = new SandboxMails(person);
    Page page = person.newPage();
    page.navigate(mails.link(owner, "/links/mailboxes/"));
    Accessibility.check(page);
    page.getByLabel("Mailbox").selectOption("anna@hispano.example");
    page.getByLabel("New password").fill(MAILBOX_PASSWORD);
    button(page, "Set the password").click();
    assertThat(page.getByRole(AriaRole.STATUS)).containsText("anna@hispano.example");
    Accessibility.check(page);
  }

  private void theOwnerTakesOver(String owner, String delivered, String welcome) {
    BrowserContext person = someone();
    Tasklist tasklist = Tasklist.login(person, owner, PASSWORD);
    tasklist.showTasksOfMyGroups();
    Locator form = tasklist.open(TAKE_OVER);
    assertThat(form).containsText(delivered);
    tasklist.claim();
    form.getByLabel("Yes, we take over").check();
    tasklist.complete(TAKE_OVER);
    new SandboxMails(person).awaitMail(owner, welcome);
  }

  private void theSiteAnswers(JsonNode sandbox) {
    APIResponse answer =
        someone()
            .request()
            .get(
                sandbox.path("sites").asText(),
                RequestOptions.create().setHeader("Host", "www.hispano.example"));
    assertThat(answer.status()).isEqualTo(200);
  }

  private static void theMailToTheAliasArrives(JsonNode sandbox) throws Exception {
    String smtp = sandbox.path("smtp").asText();
    String imap = sandbox.path("imap").asText();
    MimeMessage mail = new MimeMessage(Session.getInstance(new Properties()));
    mail.setFrom("visitor@outside.test");
    mail.setSubject("A question");
    mail.setText("Where do I find you?");
    mail.saveChanges();
    new Inbox(smtp, imap, new MailLogin("info@hispano.example", ""))
        .send(Session.getInstance(new Properties()), mail);
    Inbox anna = new Inbox(smtp, imap, new MailLogin("anna@hispano.example", MAILBOX_PASSWORD));
    await().atMost(Duration.ofMinutes(1)).until(() -> anna.subjects().contains("A question"));
  }

  private BrowserContext someone() {
    return CHROMIUM.someone("http://localhost:" + port);
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(name));
  }
}
