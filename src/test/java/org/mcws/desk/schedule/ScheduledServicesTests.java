package org.mcws.desk.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.concurrent.Callable;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mcws.desk.audit.AuditEntry;
import org.mcws.desk.audit.AuditTrail;
import org.mcws.desk.engine.Door;
import org.mcws.desk.engine.Door.Answer;
import org.mcws.desk.engine.ProcessTest;
import org.mcws.desk.engine.TreeRequest;
import org.mcws.desk.onboarding.Letters;
import org.mcws.desk.onboarding.Letters.Letter;
import org.mcws.desk.onboarding.PlatformOutside;
import org.mcws.desk.platform.hosting.Hosting;
import org.mcws.desk.update.DeliveredSite;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;

/** Services that run whenever their time comes, on the sandbox's Marathon. */
@ProcessTest
class ScheduledServicesTests {

  /** A Tuesday. */
  private static final Instant NOON = Instant.parse("2027-03-02T11:00:00Z");

  private static final String GOOD = "ghcr.io/hispano/backup:1";
  private static final String CRASHING = "ghcr.io/hispano/backup:2-crash";
  private static final String ENDLESS = "ghcr.io/hispano/backup:3-broken";

  @Autowired private ConfigurableApplicationContext desk;
  @Autowired private ScheduleWorker worker;
  @Autowired private Hosting hosting;
  @Autowired private AuditTrail audit;
  @Autowired private Door door;
  @Autowired private JdbcTemplate database;
  private Letters letters;
  private PlatformOutside platform;
  private final List<DeliveredSite> services = new ArrayList<>();

  @BeforeEach
  void stage(@Autowired Environment settings) {
    letters = new Letters(settings);
    platform = new PlatformOutside(settings);
    ClockUtil.setCurrentTime(Date.from(NOON));
  }

  @AfterEach
  void clear() {
    for (DeliveredSite service : services) {
      door.send("ops", "PUT", path(service, "schedule"), wish("0 0 1 1 *", "allow", true));
      list(service).forEach(run -> door.send("ops", "DELETE", "/api/runs/" + id(run), null));
      until(() -> open(service) == 0);
      service.remove();
    }
    ClockUtil.reset();
    door.send(null, "DELETE", "/api/sandbox/marathon/faults", null);
  }

  @Test
  void runsWhenItsTimeComesAndKeepsHowItWent() {
    DeliveredSite service = scheduled(GOOD, "30 2 * * *", "skip");
    assertThat(schedule(service).path("nextAt").asText()).isEqualTo("2027-03-03T01:30:00Z");
    worker.work();
    assertThat(list(service)).isEmpty();

    passTo("2027-03-03T01:30:00Z");
    JsonNode run = ended(service, 1).get(0);

    assertThat(run.path("state").asText()).isEqualTo("succeeded");
    assertThat(run.path("exitCode").asInt(-1)).isZero();
    assertThat(run.path("dueAt").asText()).isEqualTo("2027-03-03T01:30:00Z");
    assertThat(run.path("orderedBy").asText()).isEqualTo("timetable");
    assertThat(door.get(service.ben(), "/api/runs/" + id(run)).json()).isEqualTo(run);
    assertThat(door.get(service.ana(), "/api/runs/" + id(run) + "/output").text())
        .contains("only pretends to run " + GOOD);
    assertThat(schedule(service).path("nextAt").asText()).isEqualTo("2027-03-04T01:30:00Z");
    assertThat(told(service)).isZero();
    assertThat(hosting.find(service.app()).orElseThrow().tasks()).isEmpty();
  }

  @Test
  void whatWasMissedIsMadeGoodByOneRun() {
    DeliveredSite service = scheduled(GOOD, "@hourly", "skip");

    passTo("2027-03-02T15:30:00Z");
    List<JsonNode> runs = ended(service, 1);

    assertThat(runs.get(0).path("dueAt").asText()).isEqualTo("2027-03-02T12:00:00Z");
    assertThat(schedule(service).path("nextAt").asText()).isEqualTo("2027-03-02T16:00:00Z");
  }

  @Test
  void ownersHearOfTheFirstThatFailsAndOfTheFirstThatIsWellAgain() {
    DeliveredSite service = scheduled(CRASHING, "0 * * * *", "skip");
    passTo("2027-03-02T12:00:00Z");
    JsonNode failed = ended(service, 1).get(0);
    assertThat(failed.path("state").asText()).isEqualTo("failed");
    assertThat(failed.path("exitCode").asInt()).isEqualTo(1);
    Letter letter = letters.to(service.ana(), service.id());
    assertThat(letter.subject()).contains("ha fallado");
    assertThat(letter.text())
        .contains("2027-03-02 13:00 (Europe/Madrid)", "terminado con 1", "only pretends");
    assertThat(letters.to(service.ben(), service.id()).subject()).contains("gescheitert");

    passTo("2027-03-02T13:00:00Z");
    ended(service, 2);
    assertThat(told(service)).isEqualTo(1);

    hosting.deploy(service.app(), GOOD);
    service.awaitSettled();
    passTo("2027-03-02T14:00:00Z");
    ended(service, 3);
    await().until(() -> letters.of(service.ana()).size() == 2);
    assertThat(letters.of(service.ana()))
        .extracting(Letter::subject)
        .anyMatch(subject -> subject.contains("funciona bien de nuevo"));
  }

  @Test
  void theNextOneIsLeftOutWhileOneRuns() {
    DeliveredSite service = scheduled(ENDLESS, "0 * * * *", "skip");
    passTo("2027-03-02T12:00:00Z");
    running(service);

    passTo("2027-03-02T13:00:00Z");
    worker.work();

    assertThat(list(service))
        .extracting(run -> run.path("state").asText())
        .containsExactly("skipped", "started");
    Answer refused = door.post(service.ana(), path(service, "runs"), null);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text()).contains("had not ended");
    assertThat(list(service)).hasSize(2);
  }

  @Test
  void theNextOneTakesThePlaceOfTheOneThatRuns() {
    DeliveredSite service = scheduled(ENDLESS, "0 * * * *", "replace");
    passTo("2027-03-02T12:00:00Z");
    running(service);

    passTo("2027-03-02T13:00:00Z");
    until(() -> states(service).equals(List.of("started", "stopped")));

    JsonNode old = list(service).get(1);
    assertThat(old.path("message").asText()).contains("took its place");
    assertThat(told(service)).isZero();
  }

  @Test
  void bothRunIfTheyMay() {
    DeliveredSite service = scheduled(ENDLESS, "0 * * * *", "allow");
    passTo("2027-03-02T12:00:00Z");
    running(service);

    passTo("2027-03-02T13:00:00Z");

    until(() -> states(service).equals(List.of("started", "started")));
  }

  @Test
  void whatDoesNotEndIsStoppedAfterADay() {
    DeliveredSite service = scheduled(ENDLESS, "0 13 2 3 *", "skip");
    passTo("2027-03-02T12:00:00Z");
    running(service);

    pass(Duration.ofHours(24));
    JsonNode run = ended(service, 1).get(0);

    assertThat(run.path("state").asText()).isEqualTo("failed");
    assertThat(run.path("message").asText()).contains("PT24H");
  }

  @Test
  void runsNowOnceHoweverOftenTheRequestIsRepeated() {
    DeliveredSite service = scheduled(GOOD, "30 2 * * *", "skip");

    Answer first = ordered(service, "now-1");
    Answer again = ordered(service, "now-1");

    assertThat(first.status()).as(first.text()).isEqualTo(202);
    assertThat(again.header("Location")).isEqualTo(first.header("Location"));
    JsonNode run = ended(service, 1).get(0);
    assertThat(run.path("orderedBy").asText()).isEqualTo(service.ana());
    assertThat(first.header("Location")).isEqualTo("/api/runs/" + id(run));
    assertThat(schedule(service).path("nextAt").asText()).isEqualTo("2027-03-03T01:30:00Z");
  }

  private Answer ordered(DeliveredSite service, String key) {
    String pair = service.ana() + ":" + TreeRequest.PASSWORD;
    return door.send(
        door.request(path(service, "runs"))
            .header(
                "Authorization",
                "Basic "
                    + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)))
            .header("Idempotency-Key", key)
            .POST(BodyPublishers.noBody())
            .build());
  }

  @Test
  void ownersStopARun() {
    DeliveredSite service = scheduled(ENDLESS, "0 * * * *", "skip");
    passTo("2027-03-02T12:00:00Z");
    running(service);
    JsonNode run = list(service).get(0);

    assertThat(door.send(service.ben(), "DELETE", "/api/runs/" + id(run), null).status())
        .isEqualTo(202);
    JsonNode stopped = ended(service, 1).get(0);

    assertThat(stopped.path("state").asText()).isEqualTo("stopped");
    assertThat(stopped.path("message").asText()).contains(service.ben());
    assertThat(trail(service)).anyMatch(line -> line.contains("run stopped"));
  }

  @Test
  void aPauseLetsNoRunBecomeDueAndMakesNoneGood() {
    DeliveredSite service = scheduled(GOOD, "0 * * * *", "skip");
    Answer paused =
        door.send(service.ana(), "PUT", path(service, "schedule"), wish("0 * * * *", "skip", true));
    assertThat(paused.status()).as(paused.text()).isEqualTo(200);
    assertThat(paused.json().has("nextAt")).isFalse();
    passTo("2027-03-02T15:30:00Z");
    worker.work();
    assertThat(list(service)).isEmpty();

    door.send(service.ana(), "PUT", path(service, "schedule"), wish("0 * * * *", "skip", false));

    worker.work();
    assertThat(list(service)).isEmpty();
    assertThat(schedule(service).path("nextAt").asText()).isEqualTo("2027-03-02T16:00:00Z");
    assertThat(trail(service)).hasSize(2).first().asString().contains("paused");
  }

  @Test
  void aPlatformThatIsAwayPutsTheRunOff() {
    DeliveredSite service = scheduled(GOOD, "0 * * * *", "skip");
    door.post(
        null,
        "/api/sandbox/marathon/faults",
        "{\"kind\": \"error\", \"status\": 503, \"method\": \"POST\", \"times\": 1}");
    passTo("2027-03-02T12:00:00Z");
    worker.work();
    assertThat(states(service)).containsExactly("ordered");
    assertThat(list(service).get(0).path("message").asText()).contains("does not answer");

    assertThat(ended(service, 1).get(0).path("state").asText()).isEqualTo("succeeded");
  }

  @Test
  void whatCannotBeReadHoldsUpNothing() {
    DeliveredSite service = scheduled(CRASHING, "0 * * * *", "skip");
    door.post(
        null,
        "/api/sandbox/marathon/faults",
        "{\"kind\": \"error\", \"status\": 500, \"path\": \"/files/read\", \"times\": 1000}");
    passTo("2027-03-02T12:00:00Z");
    until(() -> states(service).equals(List.of("failed")));
    until(() -> platform.apps(service.slug()).equals(List.of(service.app())));
    Answer second = ordered(service, "now-2");
    assertThat(second.status()).as(second.text()).isEqualTo(202);
    until(() -> states(service).equals(List.of("failed", "failed")));

    List<JsonNode> runs = ended(service, 2);

    assertThat(runs.get(1).path("exitCode").asInt()).isEqualTo(1);
    assertThat(runs.get(1).path("message").asText()).contains("exited with status 1");
    assertThat(door.get(service.ana(), "/api/runs/" + id(runs.get(1)) + "/output").text())
        .contains("could not be read");
    assertThat(told(service)).isEqualTo(1);
  }

  @Test
  void whatIsBrokenHoldsUpNobodyElse() {
    DeliveredSite broken = scheduled(GOOD, "0 * * * *", "skip");
    DeliveredSite service = scheduled(GOOD, "0 * * * *", "skip");
    database.update("update schedule set cron = 'never' where service = ?", broken.id());

    passTo("2027-03-02T12:00:00Z");

    assertThat(ended(service, 1).get(0).path("state").asText()).isEqualTo("succeeded");
    database.update("update schedule set cron = '0 * * * *' where service = ?", broken.id());
    until(() -> list(broken).size() == 1);
  }

  @Test
  void onlySoManyAreRememberedAndNotThoseInPlaceOfOthers() {
    DeliveredSite service = scheduled(ENDLESS, "* * * * *", "skip");
    passTo("2027-03-02T11:01:00Z");
    running(service);
    for (int i = 2; i < 60; i++) {
      passTo("2027-03-02T11:%02d:00Z".formatted(i));
      worker.work();
    }
    JsonNode first =
        door.get("ops", path(service, "runs") + "?size=100").json().path("items").get(50);
    assertThat(first.path("state").asText()).isEqualTo("started");
    assertThat(list(service)).hasSize(20);

    door.send("ops", "DELETE", "/api/runs/" + id(first), null);
    until(() -> open(service) == 0);

    assertThat(door.get("ops", "/api/runs/" + id(first)).json().path("state").asText())
        .isEqualTo("stopped");
  }

  @Test
  void onlySoManyRunAtOnce() {
    DeliveredSite service = scheduled(ENDLESS, "@yearly", "allow");
    for (int i = 1; i <= 10; i++) {
      assertThat(ordered(service, "go-" + i).status()).isEqualTo(202);
    }
    Answer refused = ordered(service, "go-11");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text()).contains("10 runs");
    list(service).forEach(run -> door.send("ops", "DELETE", "/api/runs/" + id(run), null));
  }

  @Test
  void strangersSeeNoRunAndWhoOnlySeesThemStopsAndReadsNone() {
    DeliveredSite service = scheduled(ENDLESS, "0 * * * *", "skip");
    DeliveredSite other = scheduled(GOOD, "@yearly", "skip");
    passTo("2027-03-02T12:00:00Z");
    running(service);
    String run = "/api/runs/" + id(list(service).get(0));

    assertThat(door.get(other.ana(), run).status()).isEqualTo(404);
    assertThat(door.get(other.ana(), run + "/output").status()).isEqualTo(404);
    assertThat(door.send(other.ana(), "DELETE", run, null).status()).isEqualTo(404);
    assertThat(door.get(null, run).status()).isEqualTo(401);
    assertThat(door.get("reviewer", run).status()).isEqualTo(200);
    assertThat(door.get("reviewer", run + "/output").status()).isEqualTo(403);
    assertThat(door.send("reviewer", "DELETE", run, null).status()).isEqualTo(403);
    assertThat(states(service)).containsExactly("started");
  }

  /** As if a node had died before it could say that it has begun. */
  @Test
  void whatHasBegunUnseenDoesNotBeginTwice() {
    DeliveredSite service = scheduled(ENDLESS, "0 * * * *", "skip");
    door.post(
        null,
        "/api/sandbox/marathon/faults",
        "{\"kind\": \"cut\", \"method\": \"POST\", \"afterEffect\": true, \"times\": 1}");
    passTo("2027-03-02T12:00:00Z");
    worker.work();
    assertThat(states(service)).containsExactly("ordered");

    running(service);

    assertThat(states(service)).containsExactly("started");
  }

  @Test
  void whoMayNotChangesNothing() {
    DeliveredSite service = scheduled(GOOD, "0 * * * *", "skip");
    DeliveredSite other = scheduled(GOOD, "0 * * * *", "skip");
    for (String what : List.of("schedule", "runs")) {
      assertThat(door.get(other.ana(), path(service, what)).status()).isEqualTo(404);
    }
    assertThat(door.post(other.ana(), path(service, "runs"), null).status()).isEqualTo(404);
    assertThat(
            door.send("reviewer", "PUT", path(service, "schedule"), wish("0 * * * *", "skip", true))
                .status())
        .isIn(403, 404);
    assertThat(list(service)).isEmpty();
  }

  @Test
  void tellsWhatIsWrongWithATimetable() {
    DeliveredSite service = scheduled(GOOD, "0 * * * *", "skip");
    Answer refused =
        door.send(
            service.ana(), "PUT", path(service, "schedule"), wish("0 0 31 2 *", "skip", false));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().at("/errors/0/field").asText()).isEqualTo("/cron");
    assertThat(refused.text()).contains("never comes");
    DeliveredSite site = DeliveredSite.worker(desk, GOOD);
    Answer none = door.get(site.ana(), path(site, "schedule"));
    site.remove();
    assertThat(none.status()).isEqualTo(409);
  }

  /** How many mails Ana was sent. */
  private int told(DeliveredSite service) {
    return database.queryForObject(
        "select count(*) from outbox_mail where recipient = ?", Integer.class, service.ana());
  }

  private DeliveredSite scheduled(String image, String cron, String overlap) {
    DeliveredSite service =
        DeliveredSite.scheduled(
            desk,
            image,
            "{\"cron\": \"%s\", \"timeZone\": \"Europe/Madrid\", \"overlap\": \"%s\"}"
                .formatted(cron, overlap));
    services.add(service);
    return service;
  }

  private static String wish(String cron, String overlap, boolean paused) {
    return "{\"cron\": \"%s\", \"timeZone\": \"Europe/Madrid\", \"overlap\": \"%s\", \"paused\": %s}"
        .formatted(cron, overlap, paused);
  }

  private JsonNode schedule(DeliveredSite service) {
    Answer answer = door.get(service.ana(), path(service, "schedule"));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private List<JsonNode> list(DeliveredSite service) {
    Answer answer = door.get("ops", path(service, "runs"));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    List<JsonNode> runs = new ArrayList<>();
    answer.json().path("items").forEach(runs::add);
    return runs;
  }

  private List<String> states(DeliveredSite service) {
    return list(service).stream().map(run -> run.path("state").asText()).toList();
  }

  /** So many, all of which have ended, and nothing of them is left on the platform. */
  private List<JsonNode> ended(DeliveredSite service, int count) {
    until(() -> open(service) == 0);
    List<JsonNode> runs = list(service);
    assertThat(runs).hasSize(count);
    assertThat(platform.apps(service.slug())).containsExactly(service.app());
    return runs;
  }

  /** Those about which there is still something to do. */
  private int open(DeliveredSite service) {
    return database.queryForObject(
        "select count(*) from scheduled_run where service = ? and look_at is not null",
        Integer.class,
        service.id());
  }

  private void running(DeliveredSite service) {
    until(() -> states(service).get(0).equals("started"));
  }

  /** Lets the desk work while time passes. */
  private void until(Callable<Boolean> condition) {
    await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> {
              pass(Duration.ofSeconds(1));
              worker.work();
              return condition.call();
            });
  }

  private static void passTo(String moment) {
    ClockUtil.setCurrentTime(Date.from(Instant.parse(moment)));
  }

  private static void pass(Duration time) {
    ClockUtil.setCurrentTime(Date.from(ClockUtil.getCurrentTime().toInstant().plus(time)));
  }

  private List<String> trail(DeliveredSite service) {
    return audit.of("service/" + service.id()).stream().map(ScheduledServicesTests::line).toList();
  }

  private static String line(AuditEntry entry) {
    return entry.who() + " " + entry.action() + ": " + entry.detail();
  }

  private static String path(DeliveredSite service, String what) {
    return "/api/services/" + service.id() + "/" + what;
  }

  private static String id(JsonNode run) {
    return run.path("id").asText();
  }
}
