package org.mcws.desk.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Type;

/**
 * A site dies, and the packaged desk dies with it in each step of its recovery: from the first
 * evidence to the follow-up, now alone and now with its database. Nothing is done twice, and nobody
 * is told twice.
 */
class RecoveryRestartIT {

  /** A minute takes a second, the quarter of an hour for which it must stay well fifteen. */
  private static final String PACE = "0.017";

  private static final String SLUG = "hispano";
  private static final String APP = "/hispano/blog";
  private static final String SERVICE = "hispano.blog";
  private static final String HOST = "blog.hispano.example";
  private static final String ELSEWHERE = "192.0.2.7";
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir private Path folder;
  private DeskProcess desk;
  private Story story;
  private String incident;

  @BeforeEach
  void start() {
    desk = new DeskProcess(folder).with("DESK_PACE", PACE).startUnpacked();
    // At this pace a desk takes half an hour to start, in which nobody is to lose patience.
    desk.change("processes/recovery-limits.dmn", Map.of("PT1H", "P5D"));
    story = new Story(desk, SLUG);
    story.request();
    story.confirmBoth();
    story.choosePassword(story.carmen());
    story.awaitHandover();
    story.takeOver(story.carmen());
    story.awaitOnboarded();
  }

  @AfterEach
  void stop() {
    desk.close();
  }

  @Test
  void recoversOnceHoweverOftenItDies() {
    String before = image();
    update();
    String updated = image();
    int versions = outside().versions(APP);
    breakDown();
    // Else it would go on before Marathon is made slow.
    holdAll(true);
    alert("down");
    incident = await().atMost(PATIENCE).until(this::openIncident, id -> !id.isEmpty());
    hold(true);
    holdAll(false);
    desk.kill();
    startAgain();

    makeMarathonSlow("POST");
    breakDownAndBeSeen();
    hold(false);
    await().atMost(PATIENCE).until(() -> outside().versions(APP) > versions);
    // Marathon restarts the app, but its answer has not arrived: nothing is committed.
    assertThat(history("step")).noneMatch(step -> step.startsWith("Restarted"));
    desk.kill();
    startAgain();

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(history("step"))
                    .as(this::whatGoesOn)
                    .anyMatch(step -> step.startsWith("Restarted")));
    hold(true);
    desk.killDeskOnly();
    startAgain();

    makeMarathonSlow("PUT");
    breakDownAndBeSeen();
    hold(false);
    // It has not helped, and there was a new version.
    await().atMost(PATIENCE).until(() -> outside().versions(APP) > versions + 1);
    assertThat(stepsTaken("Rolled back")).isZero();
    desk.kill();
    startAgain();

    // Since it started again it is well, but whoever raised the alert does not know that yet.
    String called = await().atMost(PATIENCE).until(() -> task("acknowledge"), id -> !id.isEmpty());
    desk.kill();
    startAgain();
    assertThat(task("acknowledge")).isEqualTo(called);

    assertThat(outside().versions(APP)).as(this::whatGoesOn).isEqualTo(versions + 2);
    submit(called, Map.of("note", "I look at the logs"));
    String taken = await().atMost(PATIENCE).until(() -> task("recoverByHand"), id -> !id.isEmpty());
    desk.killDeskOnly();
    startAgain();
    assertThat(task("recoverByHand")).isEqualTo(taken);
    assertThat(show().path("acknowledgedBy").asText()).isEqualTo("ops");

    dieWhile("move", "POST", "Restarted");
    outside().scale(APP, 0);
    dieWhile("rescale", "PUT", "Scaled");
    outside().point(SLUG + ".example", HOST, ELSEWHERE);
    makeSlow("dns", "PATCH", ".*");
    dieWhile(
        "repairRecords", "Repaired", () -> !outside().resolve(HOST, Type.A).contains(ELSEWHERE));

    mend();
    alert("up");
    awaitState("watching");
    desk.kill();
    startAgain();

    awaitState("reviewing");
    String review = await().atMost(PATIENCE).until(() -> task("review"), id -> !id.isEmpty());
    desk.killDeskOnly();
    startAgain();
    assertThat(task("review")).isEqualTo(review);

    submit(
        review,
        Map.of(
            "summary", "The disk was full.",
            "followUp1", "Watch the disks",
            "due1", "2099-01-01"));
    String followUp = await().atMost(PATIENCE).until(() -> task("followUp"), id -> !id.isEmpty());
    desk.kill();
    startAgain();
    assertThat(task("followUp")).isEqualTo(followUp);
    submit(followUp, Map.of("note", "There is an alert now"));
    awaitState("closed");

    assertThat(outside().versions(APP))
        .as(() -> "each step was taken once: " + whatGoesOn())
        .isEqualTo(versions + 5);
    assertThat(stepsTaken("Rolled back from " + updated + " to " + before)).isEqualTo(1);
    assertThat(image()).isEqualTo(before);
    assertThat(outside().visit(HOST).status()).isEqualTo(200);
    thereWasOneIncident();
    everybodyWasToldOnce();
    assertThat(ops().get("/engine-rest/incident?maxResults=10").json()).isEmpty();
  }

  /** Marathon does what Ops have chosen; the desk dies before it hears that. */
  private void dieWhile(String step, String method, String words) {
    // A deployment that starts it anew already is as good as a step, and would make none.
    await().atMost(PATIENCE).until(() -> outside().nothingIsDeployed());
    int versions = outside().versions(APP);
    makeMarathonSlow(method);
    dieWhile(step, words, () -> outside().versions(APP) > versions);
    assertThat(outside().versions(APP)).as(this::whatGoesOn).isEqualTo(versions + 1);
  }

  /** Something outside does what Ops have chosen; the desk dies before it hears that. */
  private void dieWhile(String step, String words, BooleanSupplier effect) {
    String task = await().atMost(PATIENCE).until(() -> task("recoverByHand"), id -> !id.isEmpty());
    long taken = stepsTaken(words);
    submit(task, Map.of("decision", step, "note", "Let us see"));
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(effect.getAsBoolean()).as(this::whatGoesOn).isTrue());
    assertThat(stepsTaken(words)).as("nothing is committed").isEqualTo(taken);
    desk.kill();
    startAgain();

    await().atMost(PATIENCE).until(() -> task("recoverByHand"), id -> !id.isEmpty());
    assertThat(stepsTaken(words)).as(this::whatGoesOn).isEqualTo(taken + 1);
  }

  private long stepsTaken(String words) {
    return history("step").stream().filter(done -> done.startsWith(words)).count();
  }

  // --- the world

  private String image() {
    return ops().get("/api/services/" + SERVICE).json().path("image").asText();
  }

  /** There is an image to roll back to only if another one runs than at first. */
  private void update() {
    String was = image();
    String newer = was.substring(0, was.lastIndexOf(':')) + ":1.30-alpine";
    Caller.Answer asked =
        ops()
            .post(
                "/engine-rest/process-definition/key/service-update/submit-form",
                """
                {"variables": {"serviceId": {"value": "%s"}, "image": {"value": "%s"},
                 "reason": {"value": "It is time"}, "riskClass": {"value": "R3"},
                 "ignoreWindow": {"value": true}}}
                """
                    .formatted(SERVICE, newer));
    assertThat(asked.status()).as(asked.toString()).isEqualTo(200);
    String instance = asked.json().path("id").asText();
    await()
        .atMost(PATIENCE)
        .until(
            () -> ops().get("/engine-rest/process-instance/" + instance).status(),
            status -> status == 404);
    assertThat(image()).isEqualTo(newer);
  }

  private void breakDown() {
    health(false);
  }

  /**
   * What only the alert says and the desk does not see is for a person, and not for the playbook.
   * What the desk believed before it died is not what it sees: a step would be compared with that.
   */
  private void breakDownAndBeSeen() {
    await().atMost(PATIENCE).until(() -> !isSeenToBeDown());
    breakDown();
    await().atMost(PATIENCE).until(this::isSeenToBeDown);
  }

  private void mend() {
    health(true);
  }

  private void health(boolean healthy) {
    Caller.Answer done =
        desk.caller()
            .put("/api/sandbox/marathon/apps/health?app=" + APP, "{\"healthy\": " + healthy + "}");
    assertThat(done.status()).as(done.toString()).isLessThan(300);
  }

  private boolean isSeenToBeDown() {
    JsonNode probes = ops().get("/api/services/" + SERVICE + "/probes").json().path("probes");
    return StreamSupport.stream(probes.spliterator(), false)
        .anyMatch(
            probe -> probe.path("kind").asText().equals("page") && probe.path("down").asBoolean());
  }

  private void makeMarathonSlow(String method) {
    makeSlow("marathon", method, "/v2/apps" + APP + ".*");
  }

  private void makeSlow(String server, String method, String path) {
    Caller.Answer told =
        desk.caller()
            .post(
                "/api/sandbox/" + server + "/faults",
                """
                {"kind": "delay", "method": "%s", "path": "%s", "delay": "PT1M",
                 "times": 1, "afterEffect": true}
                """
                    .formatted(method, path));
    assertThat(told.status()).as(told.toString()).isEqualTo(200);
  }

  /** The instances that begin from now on, until they are held or let go on themselves. */
  private void holdAll(boolean held) {
    Caller.Answer done =
        desk.caller()
            .as("admin")
            .put(
                "/engine-rest/job-definition/suspended",
                """
                {"processDefinitionKey": "downtime-recovery", "includeJobs": false,
                 "suspended": %s}
                """
                    .formatted(held));
    assertThat(done.status()).as(done.toString()).isEqualTo(204);
  }

  private void hold(boolean held) {
    Caller.Answer done =
        desk.caller()
            .as("admin")
            .put(
                "/engine-rest/process-instance/" + incident + "/suspended",
                "{\"suspended\": " + held + "}");
    assertThat(done.status()).as(done.toString()).isEqualTo(204);
  }

  private void alert(String status) {
    Caller.Answer taken =
        desk.caller()
            .with("Authorization", "Bearer sandbox")
            .post(
                "/api/alerts/generic",
                """
                {"key": "disk", "service": "%s", "status": "%s", "severity": "sev1",
                 "title": "The disk is full"}
                """
                    .formatted(SERVICE, status));
    assertThat(taken.status()).as(taken.toString()).isEqualTo(202);
  }

  private void startAgain() {
    desk.startUnpacked();
    story = new Story(desk, SLUG);
  }

  private Outside outside() {
    return new Outside(desk);
  }

  // --- what Ops see and do

  private Caller ops() {
    return desk.caller().as("ops");
  }

  private String openIncident() {
    return story
        .items("/api/incidents?state=open")
        .filter(one -> one.path("service").asText().equals(SERVICE))
        .map(one -> one.path("id").asText())
        .findFirst()
        .orElse("");
  }

  private JsonNode show() {
    return ops().get("/api/incidents/" + incident).json();
  }

  private String whatGoesOn() {
    String of = "?processInstanceId=" + incident;
    return Stream.of("job" + of, "process-instance/" + incident + "/activity-instances")
            .map(path -> ops().get("/engine-rest/" + path).json().toPrettyString())
            .collect(Collectors.joining("\n"))
        + show().toPrettyString();
  }

  private List<String> history(String kind) {
    return StreamSupport.stream(show().path("history").spliterator(), false)
        .filter(entry -> entry.path("kind").asText().equals(kind))
        .map(entry -> entry.path("words").asText())
        .toList();
  }

  private void awaitState(String state) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(250))
        .until(() -> show().path("state").asText(), state::equals);
  }

  /** The id of the task; empty if there is none. */
  private String task(String name) {
    return ops()
        .get(
            "/engine-rest/task?processInstanceId="
                + incident
                + "&taskDefinitionKey=userTask_"
                + name)
        .json()
        .path(0)
        .path("id")
        .asText();
  }

  private void submit(String task, Map<String, String> fields) {
    String variables =
        fields.entrySet().stream()
            .map(field -> "\"%s\": {\"value\": \"%s\"}".formatted(field.getKey(), field.getValue()))
            .collect(Collectors.joining(", "));
    // At this pace a timer of the same instance often fires in the same moment.
    Caller.Answer done =
        ops()
            .post(
                "/engine-rest/task/" + task + "/submit-form",
                "{\"variables\": {" + variables + "}}");
    assertThat(done.status()).as(done.toString()).isEqualTo(204);
  }

  // --- what must be so

  private void thereWasOneIncident() {
    JsonNode of = ops().get("/api/incidents?size=100").json().path("items");
    assertThat(
            StreamSupport.stream(of.spliterator(), false)
                .filter(one -> one.path("service").asText().equals(SERVICE))
                .filter(one -> !one.path("rehearsal").asBoolean()))
        .hasSize(1);
    assertThat(show().path("flaps").asInt()).isZero();
    assertThat(stepsTaken("Restarted")).as("by the playbook, and by a person").isEqualTo(2);
    assertThat(history("state").stream().filter("Closed."::equals)).hasSize(1);
  }

  /** A second copy of a mail has the same Message-ID, by which mail programs show one. */
  private void everybodyWasToldOnce() {
    for (String owner : List.of(story.carmen(), story.diego())) {
      // Two news within one minute have one subject, and each says something else.
      assertThat(mails(owner).map(mail -> mail.subject() + withoutLinks(mail.text())))
          .as(owner)
          .doesNotHaveDuplicates();
      List<String> subjects = mails(owner).map(Mailbox.Mail::subject).toList();
      // One owner reads Spanish, the other English.
      assertThat(subjects).as(owner).filteredOn(s -> s.matches("(Caído|Down): .*")).hasSize(1);
      assertThat(subjects)
          .as(owner)
          .filteredOn(s -> s.matches("(Funciona de nuevo|Up again): .*"))
          .hasSize(1);
    }
  }

  /** Each mail has a link of its own, which would make any two different. */
  private static String withoutLinks(String text) {
    return text.replaceAll("https?://\\S+", "");
  }

  private Stream<Mailbox.Mail> mails(String person) {
    return outside().person(person).mails().stream()
        .filter(mail -> mail.subject().contains(HOST))
        .collect(Collectors.toMap(Mailbox.Mail::id, Function.identity(), (one, copy) -> one))
        .values()
        .stream();
  }
}
