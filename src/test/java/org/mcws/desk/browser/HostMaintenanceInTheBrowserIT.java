package org.mcws.desk.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.client.TestRestTemplate;

/** Ops have a machine maintained, from the form by which it starts to the end of their work. */
@BrowserTest
class HostMaintenanceInTheBrowserIT {

  private static final String PROCESS = "Host maintenance";
  private static final String WORK = "Do the work on the host";
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @RegisterExtension static final Chromium CHROMIUM = new Chromium();

  @Autowired private TestRestTemplate http;

  @Value("${server.port}")
  private int port;

  @Test
  void opsAreRefusedAHostThatIsNotThereAndWorkOnOneThatIs() {
    Tasklist ops = Tasklist.login(CHROMIUM.someone("http://localhost:" + port), "ops", "ops");
    StartForm form = ops.start(PROCESS).answer("Host", "agent-9").answer("Reason", "A new disk");
    form.start();
    assertThat(form.refusal()).containsText("Mesos knows no agent on 'agent-9'");
    form.answer("Host", "agent-3").start();
    assertThat(form.dialog()).hasCount(0);
    await().atMost(PATIENCE).until(() -> newest().path("state").asText().equals("down"));

    ops.showTasksOfMyGroups();
    Locator work = ops.open(WORK);
    assertThat(work).containsText("agent-3 is empty and down");
    ops.claim();
    work.getByLabel("Yes, the host can come back").check();
    ops.complete(WORK);
    await().atMost(PATIENCE).until(() -> newest().path("state").asText().equals("done"));
  }

  @Test
  void opsPlanOneForALaterDay() {
    LocalDate day = LocalDate.now().plusDays(20);
    Tasklist ops = Tasklist.login(CHROMIUM.someone("http://localhost:" + port), "ops", "ops");
    StartForm form =
        ops.start(PROCESS)
            .answer("Host", "agent-2")
            .answer("Reason", "A new kernel")
            .answer("Begin on", day.format(DateTimeFormatter.ofPattern("MM/dd/yyyy")))
            .answer("at", "13:30");
    form.start();
    assertThat(form.dialog()).hasCount(0);

    JsonNode planned = newest();
    assertThat(planned.path("host").asText()).isEqualTo("agent-2");
    assertThat(planned.path("state").asText()).isEqualTo("planned");
    Instant begin = Instant.parse(planned.path("begin").asText());
    assertThat(Duration.between(Instant.now(), begin))
        .isBetween(Duration.ofDays(19), Duration.ofDays(21));
    asOps()
        .postForObject(
            "/api/host-maintenances/" + planned.path("id").asText() + "/cancel",
            Map.of("reason", "It was a rehearsal"),
            JsonNode.class);
    await().atMost(PATIENCE).until(() -> newest().path("state").asText().equals("cancelled"));
  }

  private JsonNode newest() {
    return asOps().getForObject("/api/host-maintenances", JsonNode.class).at("/items/0");
  }

  private TestRestTemplate asOps() {
    return http.withBasicAuth("ops", "ops");
  }
}
