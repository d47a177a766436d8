package org.mcws.desk.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.mcws.desk.platform.images.Images;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.client.TestRestTemplate;

/** Ops roll a security update out, stop the line and let it go on; the owners have their word. */
@BrowserTest
class RolloutInTheBrowserIT {

  private static final String OLD = "ghcr.io/harbour/site:2.0.0";
  private static final String NEW = "ghcr.io/harbour/site:2.0.1";
  private static final String ANSWER = "Answer go or no-go";
  private static final String DECIDE = "Decide about the halted rollout";
  private static final String ADVISORY =
      """
      {"schema_version": "1.6.0", "id": "OSV-2026-815", "modified": "2026-11-20T08:00:00Z",
       "summary": "Visitors can read the drafts of others",
       "details": "The preview does not ask who is looking.",
       "severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}],
       "affected": [{"package": {"purl": "pkg:docker/harbour/site?repository_url=ghcr.io"},
         "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "2.0.1"}]}]}]}
      """;

  @RegisterExtension static final Chromium CHROMIUM = new Chromium();

  @Autowired private TestRestTemplate http;
  @Autowired private BeanFactory desk;

  @Value("${server.port}")
  private int port;

  @Test
  void opsStartStopAndResumeARolloutAndTheOwnersSayGo() {
    List<Neighbours> harbours =
        Stream.of("herons", "egrets", "ibises")
            .map(slug -> Neighbours.enter(desk, slug, "Community of " + slug))
            .toList();
    harbours.forEach(community -> community.haveSite(OLD));
    assertThat(desk.getBean(Images.class).digest(NEW)).isPresent();

    Tasklist ops = Tasklist.login(CHROMIUM.someone(desk()), "ops", "ops");
    opsPasteTheAdvisory(ops);
    String rollout = rollout();
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> show(rollout).path("services").path("waiting").asInt() == 3);
    stopTheLine(rollout);
    sayGoInTasklist(harbours.get(0));
    opsDecideThatItGoesOn(ops, rollout);
    harbours.stream().skip(1).forEach(this::sayGoByRest);

    await()
        .atMost(Duration.ofMinutes(4))
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> show(rollout).path("state").asText().equals("completed"));
    assertThat(show(rollout).path("services")).hasToString("{\"updated\":3}");
    assertThat(harbours).allMatch(community -> community.runs(NEW));
    new SandboxMails(CHROMIUM.someone(desk()))
        .awaitMail(harbours.get(0).ben(), "Security update done: OSV-2026-815");
  }

  private void opsPasteTheAdvisory(Tasklist ops) {
    StartForm form = ops.start("Security update rollout");
    Pictures.take(ops.page(), "tasklist-roll-out");
    form.answer("The advisory", "The document as it was published", "{\"id\": \"OSV-2026-815\"}")
        .start();
    assertThat(form.refusal()).isInViewport();
    form.answer("The advisory", "The document as it was published", ADVISORY)
        .check("It is known to be exploited")
        .start();
    assertThat(form.dialog()).hasCount(0);
  }

  private void stopTheLine(String rollout) {
    JsonNode stopped =
        asOps()
            .postForObject(
                "/api/rollouts/" + rollout + "/stop",
                Map.of("reason", "The new version asks all visitors to log in."),
                JsonNode.class);
    assertThat(stopped.path("state").asText()).as("%s", stopped).isEqualTo("halted");
    Cockpit cockpit = Cockpit.login(CHROMIUM.someone(desk()), "ops");
    cockpit.open("Security update rollout", "OSV-2026-815");
    assertThat(cockpit.page().locator(".djs-overlay .badge:visible").first()).isVisible();
    Pictures.take(cockpit.page(), "cockpit-rollout");
  }

  private void opsDecideThatItGoesOn(Tasklist ops, String rollout) {
    ops.showTasksOfMyGroups();
    Locator form = ops.open(DECIDE);
    assertThat(form).containsText("The new version asks all visitors to log in.");
    assertThat(form).containsText("OSV-2026-815");
    ops.claim();
    form.getByLabel("Go on: the failures so far are understood").check();
    form.getByLabel("Your reason").fill("It asks only those who write.");
    Pictures.take(ops.page(), "tasklist-halted-rollout");
    assertThat(show(rollout).path("services").path("updating").asInt()).isZero();
    ops.complete(DECIDE);
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> show(rollout).path("state").asText().equals("running"));
  }

  private void sayGoInTasklist(Neighbours community) {
    Tasklist owner = Tasklist.login(CHROMIUM.someone(desk()), community.ana(), Neighbours.PASSWORD);
    owner.showTasksOfMyGroups();
    Locator form = owner.open(ANSWER);
    assertThat(form).containsText("OSV-2026-815: Visitors can read the drafts of others");
    assertThat(form).containsText(community.slug() + ".www: " + OLD + " → " + NEW);
    owner.claim();
    form.getByLabel("Go: it may be done").check();
    owner.complete(ANSWER);
  }

  private void sayGoByRest(Neighbours community) {
    TestRestTemplate owner = http.withBasicAuth(community.ben(), Neighbours.PASSWORD);
    String approval =
        await()
            .atMost(Duration.ofMinutes(1))
            .until(
                () ->
                    owner
                        .getForObject("/api/approvals?state=asked", JsonNode.class)
                        .at("/items/0/id")
                        .asText(),
                id -> !id.isEmpty());
    JsonNode answered =
        owner.postForObject(
            "/api/approvals/" + approval + "/answers", Map.of("answer", "go"), JsonNode.class);
    assertThat(answered.path("effect").asText()).as("%s", answered).isEqualTo("decided");
  }

  private String rollout() {
    return asOps().getForObject("/api/rollouts", JsonNode.class).at("/items/0/id").asText();
  }

  private JsonNode show(String rollout) {
    return asOps().getForObject("/api/rollouts/" + rollout, JsonNode.class);
  }

  private TestRestTemplate asOps() {
    return http.withBasicAuth("ops", "ops");
  }

  private String desk() {
    return "http://localhost:" + port;
  }
}
