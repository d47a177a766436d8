package org.mcws.desk.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mcws.desk.engine.Door.Answer;
import org.mcws.desk.inventory.DeliveredService;
import org.mcws.desk.inventory.ManagedBy;
import org.mcws.desk.inventory.ServiceKind;

/** What comes in through which door, and what becomes of it. */
class SecurityUpdateRolloutIntakeProcessTests extends RolloutStage {

  private static final String TOTAL = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";

  @Test
  void aDocumentIsTakenAsItWasPublishedThroughTheEnginesDoor() {
    worker(ManagedBy.COMMUNITY);
    Answer answer =
        startByEngine(
            "ops",
            Map.of(
                "advisory", Map.of("type", "Json", "value", advisory()),
                "exploited", Map.of("type", "Boolean", "value", true)));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().path("businessKey").asText()).isEqualTo(cve);
    Play play = playOf(answer);
    work(play);
    assertThat(shown(play).path("services").toString()).isEqualTo("{\"waiting\":1}");
    assertThat(shown(play).path("exploited").asBoolean()).isTrue();
  }

  @Test
  void aDocumentIsPastedIntoTheFormOrTypedByHand() {
    worker(ManagedBy.COMMUNITY);
    Map<String, Object> untouched = new HashMap<>();
    for (String field : List.of("id", "title", "package", "affected", "fixed", "cvss")) {
      untouched.put(field, "");
    }
    untouched.put("document", "  " + advisory());
    Answer pasted = submitStart("ops", untouched);
    assertThat(pasted.status()).as(pasted.text()).isEqualTo(200);
    Play play = playOf(pasted);
    work(play);
    assertThat(shown(play).path("title").asText()).isEqualTo("The app lets everybody in");

    Answer typed =
        submitStart(
            "ops",
            Map.of(
                "document", "",
                "id", cve + "1",
                "title", "Another",
                "package", "docker/" + repository,
                "affected", "",
                "fixed", "1.0.2",
                "cvss", ""));
    assertThat(typed.status()).as(typed.text()).isEqualTo(200);
    Play other = playOf(typed);
    work(other);
    assertThat(shown(other).path("services").toString()).isEqualTo("{\"waiting\":1}");
  }

  @Test
  void yamlIsTakenToo() {
    worker(ManagedBy.COMMUNITY);
    Play play =
        start(
            "id: "
                + cve
                + "\ntitle: Ein Loch\npackage: docker/"
                + repository
                + "\naffected: \"< 1.0.1\"\nfixed: \"1.0.1\"\n");
    assertThat(shown(play).path("title").asText()).isEqualTo("Ein Loch");
  }

  @Test
  void whatIsNoAdvisoryStartsNothingAndIsToldWithThePlace() {
    String wrong = with(advisory(), "package", "nonsense");
    long before = database.queryForObject("select count(*) from rollout", Long.class);
    Answer api = post("ops", wrong);
    assertThat(api.status()).isEqualTo(400);
    assertThat(api.json().path("errors").findValuesAsText("field")).containsExactly("/package");
    Answer engine =
        startByEngine("ops", Map.of("advisory", Map.of("type", "Json", "value", wrong)));
    assertThat(engine.status()).isEqualTo(400);
    assertThat(engine.json().path("errors").findValuesAsText("field"))
        .containsExactly("/advisory/package");
    Answer pasted = submitStart("ops", Map.of("document", wrong));
    assertThat(pasted.status()).isEqualTo(400);
    assertThat(pasted.json().path("errors").findValuesAsText("field"))
        .containsExactly("/advisory/document");
    assertThat(pasted.text()).contains("/package in the document");
    for (String none : List.of("", "no advisory", "[]", "{}")) {
      assertThat(post("ops", none).status()).as(none).isEqualTo(400);
    }
    assertThat(startByEngine("ops", Map.of()).status()).isEqualTo(400);
    assertThat(submitStart("ops", Map.of("document", "", "id", "")).status()).isEqualTo(400);
    assertThat(database.queryForObject("select count(*) from rollout", Long.class))
        .isEqualTo(before);
  }

  @Test
  void whatIsSentAsAFormIsRefusedAndNotTakenApart() {
    Answer answer = door.send(asOps("application/x-www-form-urlencoded").build());
    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
  }

  @Test
  void aRepeatedRequestGetsTheSameAnswer() {
    worker(ManagedBy.COMMUNITY);
    Answer first = postOnce("key-" + cve);
    Answer second = postOnce("key-" + cve);
    assertThat(first.status()).isEqualTo(202);
    assertThat(second.json()).isEqualTo(first.json());
    assertThat(second.header("Location")).isEqualTo(first.header("Location"));
    play(first);
  }

  @Test
  void anAliasJoinsTheRunningRollout() {
    worker(ManagedBy.COMMUNITY);
    Play play = start(advisory());
    String alias =
        advisory("GHSA-" + cve.toLowerCase(), "< 1.0.1", "1.0.1", "2027-03-01T00:00:00Z")
            .replace("{", "{\"aliases\":[\"" + cve + "\"],");
    Answer joined = post("ops", alias);
    assertThat(joined.status()).isEqualTo(202);
    assertThat(joined.header("Location")).isEqualTo("/api/rollouts/" + play.id());
    assertThat(joined.json().path("processInstanceId").asText()).isEqualTo(play.instance());
    assertThat(joined.json().path("businessKey").asText()).isEqualTo(cve);
    work(play);

    Answer engine =
        startByEngine("ops", Map.of("advisory", Map.of("type", "Json", "value", alias)));
    assertThat(engine.status()).isEqualTo(200);
    assertThat(ends(engine.json().path("id").asText())).containsExactly("endEvent_joined");
    work(play);
    assertThat(shown(play).path("services").toString()).isEqualTo("{\"waiting\":1}");
    assertThat(audit(play))
        .containsExactly("ops: rollout started", "ops: advisory joined", "ops: advisory joined");
    assertThat(at(play)).contains("gateway_awaitRing");
  }

  /** The first to commit starts it; the other joins. */
  @RepeatedTest(2)
  void ofTwoPostsAtTheSameMomentOneStartsTheRolloutAndTheOtherJoins() throws Exception {
    worker(ManagedBy.COMMUNITY);
    CyclicBarrier gun = new CyclicBarrier(2);
    ExecutorService runners = Executors.newFixedThreadPool(2);
    try {
      List<Future<Answer>> answers =
          List.of(advisory(), with(advisory(), "details", "More")).stream()
              .map(
                  document ->
                      runners.submit(
                          () -> {
                            gun.await();
                            return post("ops", document);
                          }))
              .toList();
      Play one = play(answers.get(0).get());
      Play other = play(answers.get(1).get());
      assertThat(one).isEqualTo(other);
    } finally {
      runners.shutdownNow();
    }
    assertThat(
            database.queryForObject(
                "select count(*) from rollout where advisory = ?", Long.class, cve))
        .isOne();
  }

  @Test
  void whereNobodyIsAffectedThatIsNoted() {
    workers(community(), ManagedBy.OPS, "1.0.1", 1);
    Play play = start(advisory());
    assertThat(instance(play)).isNull();
    assertThat(ends(play.instance())).contains("endEvent_nobodyAffected", "endEvent_rolledOut");
    assertThat(state(play)).isEqualTo("noted");
    assertThat(shown(play).path("note").asText())
        .isEqualTo("No service is affected but those that other rollouts deal with.");
    assertThat(shown(play).path("endedAt").asText()).isNotEmpty();
  }

  @Test
  void aDocumentThatTellsOfNoProblemIsNoted() {
    worker(ManagedBy.COMMUNITY);
    Play play = play(post("ops", withdrawn(advisory())));
    assertThat(ends(play.instance())).containsExactly("endEvent_noted");
    assertThat(shown(play).path("note").asText()).contains("withdrawn");
    assertThat(state(play)).isEqualTo("noted");
  }

  @Test
  void aRolloutWhoseInstanceWasDeletedIsNotJoined() {
    worker(ManagedBy.COMMUNITY);
    Play first = start(advisory());
    runtime.deleteProcessInstance(first.instance(), "by mistake");
    Play second = start(advisory());
    assertThat(second.id()).isNotEqualTo(first.id());
    assertThat(state(first)).isEqualTo("cancelled");
    assertThat(shown(first).path("note").asText()).contains("deleted");
  }

  @ParameterizedTest
  @CsvSource({
    "true, " + TOTAL + ", true, R1",
    "true, " + TOTAL + ", false, R2",
    "false, 5.0, false, R4",
    "true, 5.0, false, R3",
    "false, 8.0, false, R3"
  })
  void eachServiceGetsItsRiskClass(
      boolean exposed, String cvss, boolean exploited, String riskClass) {
    String slug = community();
    inventory.reserve(
        List.of(
            new DeliveredService(
                slug,
                exposed ? ServiceKind.SITE : ServiceKind.WORKER,
                "it",
                exposed ? "it-" + slug + ".example" : null,
                null,
                image("1.0.0"),
                ManagedBy.COMMUNITY,
                "{}",
                now())));
    inventory.deliver(slug);
    Play play =
        play(
            door.post(
                "ops", "/api/advisories?exploited=" + exploited, with(advisory(), "cvss", cvss)));
    work(play);
    assertThat(row(play, slug + ".it")).containsEntry("risk_class", riskClass);
    assertThat(shown(play).path("riskClass").asText()).isEqualTo(riskClass);
  }

  private Play playOf(Answer started) {
    String instance = started.json().path("id").asText();
    return new Play(
        database.queryForObject(
            "select id from rollout where process_instance_id = ?", UUID.class, instance),
        kept(instance));
  }

  private Answer submitStart(String user, Map<String, Object> advisory) {
    Answer answer =
        door.post(
            user,
            "/engine-rest/process-definition/key/security-update-rollout/submit-form",
            json(
                Map.of(
                    "variables",
                    Map.of(
                        "advisory", Map.of("type", "Json", "value", json(advisory)),
                        "exploited", Map.of("type", "Boolean", "value", false)))));
    if (answer.status() == 200) {
      kept(answer.json().path("id").asText());
    }
    return answer;
  }

  private Answer postOnce(String key) {
    return door.send(asOps("application/json").header("Idempotency-Key", key).build());
  }

  private HttpRequest.Builder asOps(String contentType) {
    String pair = Base64.getEncoder().encodeToString("ops:ops".getBytes(StandardCharsets.UTF_8));
    return door.request("/api/advisories")
        .header("Authorization", "Basic " + pair)
        .header("Content-Type", contentType)
        .POST(BodyPublishers.ofString(advisory()));
  }
}
