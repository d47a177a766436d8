package org.mcws.desk.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;
import org.mcws.desk.approval.events.ApprovalOutcome.Verdict;
import org.mcws.desk.engine.Door.Answer;
import org.mcws.desk.inventory.ManagedBy;
import org.mcws.desk.sandbox.Sandbox;
import org.mcws.desk.sandbox.SandboxHands;
import org.mcws.desk.update.events.UpdateOutcome.Step;
import org.springframework.beans.factory.annotation.Autowired;

/** From the advisory to the report, ring by ring. */
class SecurityUpdateRolloutProcessTests extends RolloutStage {

  @Test
  void anAdvisoryBecomesTheUpdateOfEveryServiceThatItAffects() {
    String canary = running(worker(ManagedBy.OPS));
    List<String> others =
        new ArrayList<>(List.of(worker(ManagedBy.COMMUNITY), worker(ManagedBy.COMMUNITY)));
    workers(community(), ManagedBy.COMMUNITY, "1.0.1", 1);

    Play play = start(advisory());
    assertThat(instance(play).getTenantId()).isEqualTo("ops");
    assertThat(instance(play).getBusinessKey()).isEqualTo(cve);
    assertThat(runtime.getVariables(play.instance())).doesNotContainKey("advisory");
    assertThat(shown(play).path("services").toString()).isEqualTo("{\"waiting\":3}");
    assertThat(shown(play).path("riskClass").asText()).isEqualTo("R3");
    assertThat(ring(play, canary)).isEqualTo(1);
    others.sort(Comparator.comparing(service -> ring(play, service)));
    assertThat(others).extracting(service -> ring(play, service)).containsExactly(2, 3);
    assertThat(approvalsOf(play))
        .extracting(ProcessInstance::getTenantId)
        .containsExactlyInAnyOrder(slug(canary), slug(others.get(0)), slug(others.get(1)));
    assertThat(waitingFor(play)).contains(slug(canary), slug(others.get(0)));

    // The answers come while the canary waits for its notice to be over.
    decide(play, others.get(0), Verdict.GO);
    decide(play, others.get(1), Verdict.GO);
    assertThat(state(play, others.get(0))).isEqualTo("cleared");
    assertThat(updatesOf(others.get(0))).isEmpty();
    decide(play, canary, Verdict.GO);
    assertThat(updatesOf(canary)).hasSize(1);
    assertThat(row(play, canary)).containsEntry("target_image", image("1.0.1"));

    update(play, canary);
    assertThat(at(play)).contains("timer_bakeOver");
    pass(play, Duration.ofHours(23));
    assertThat(openRing(play)).isEqualTo(1);
    pass(play, Duration.ofHours(1));
    assertThat(openRing(play)).isEqualTo(2);
    assertThat(shown(play).path("ringsInDetail").get(0).path("evidence").asText())
        .isEqualTo("1 of 1 probed services were well.");
    running(others.get(0));
    update(play, others.get(0));
    pass(play, Duration.ofHours(24));
    running(others.get(1));
    update(play, others.get(1));
    pass(play, Duration.ofHours(24));

    assertThat(instance(play)).isNull();
    assertThat(state(play)).isEqualTo("completed");
    assertThat(shown(play).path("services").toString()).isEqualTo("{\"updated\":3}");
    assertThat(mailsTo("ana@" + slug(canary) + ".test", "Actualización de seguridad")).isOne();
    assertThat(mailsTo("ben@" + slug(canary) + ".test", "Security update done")).isOne();
    JsonNode report = shown(play).path("report");
    assertThat(report.path("total").asInt()).isEqualTo(3);
    assertThat(report.path("items").get(0).path("reportedAt").asText()).isNotEmpty();
    assertThat(report.path("items").get(0).path("services").get(0).path("state").asText())
        .isEqualTo("updated");
    assertThat(audit(play)).containsExactly("ops: rollout started");
  }

  @Test
  void opsHearWhoIsMissingAlsoWhileARingWaits() {
    running(worker(ManagedBy.COMMUNITY));
    Play play = start(advisory());
    pass(play, Duration.ofDays(30).minusHours(4));
    assertThat(mailsTo("ops@desk.test", "Still missing: " + cve)).isZero();
    pass(play, Duration.ofHours(5));
    assertThat(at(play)).contains("gateway_awaitRing");
    assertThat(mailsTo("ops@desk.test", "Still missing: " + cve)).isOne();
    pass(play, Duration.ofHours(4));
    assertThat(mailsTo("ops@desk.test", "Still missing: " + cve)).isOne();
    pass(play, Duration.ofHours(24));
    assertThat(mailsTo("ops@desk.test", "Still missing: " + cve)).isEqualTo(2);
  }

  @Test
  void whoAnswersLateIsUpdatedThenAndHoldsNobodyUp() {
    String canary = running(worker(ManagedBy.OPS));
    String prompt = running(worker(ManagedBy.COMMUNITY));
    String late = running(worker(ManagedBy.COMMUNITY));
    Play play = start(advisory());
    decide(play, canary, Verdict.GO);
    update(play, canary);
    pass(play, Duration.ofHours(24));
    // The second ring waits for its answers, but not for ever.
    assertThat(at(play)).contains("gateway_awaitRing");
    pass(play, Duration.ofDays(3).plusHours(23));
    assertThat(openRing(play)).isEqualTo(2);
    assertThat(at(play)).contains("gateway_awaitRing");
    pass(play, Duration.ofHours(4));
    assertThat(openRing(play)).isEqualTo(3);
    pass(play, Duration.ofHours(4));
    assertThat(at(play)).contains("gateway_awaitRest");
    assertThat(state(play)).isEqualTo("running");

    decide(play, prompt, Verdict.GO);
    update(play, prompt);
    assertThat(at(play)).contains("gateway_awaitRest");
    pass(play, Duration.ofDays(26));
    assertThat(at(play)).contains("gateway_awaitRest");
    assertThat(mailsTo("ops@desk.test", "Still missing: " + cve)).isOne();
    pass(play, Duration.ofDays(1));
    assertThat(mailsTo("ops@desk.test", "Still missing: " + cve)).isEqualTo(2);
    decide(play, late, Verdict.GO);
    update(play, late);
    work(play);
    assertThat(state(play)).isEqualTo("completed");
  }

  @Test
  void whatOwnersAndSilenceDecideEndsInTheReport(@Autowired Sandbox sandbox) {
    List<String> services = workers(community(), ManagedBy.COMMUNITY, "1.0.0", 5);
    Play play = start(advisory());
    assertThat(approvalsOf(play)).hasSize(1);
    decide(play, services.subList(0, 1), Verdict.CANCELLED, "ops");
    decide(play, services.subList(1, 2), Verdict.SKIPPED, "desk");
    decide(play, services.subList(2, 3), Verdict.EXEMPTED, "ops");
    decide(play, services.subList(3, 4), Verdict.PAUSED, "ana");
    decide(play, services.subList(3, 4), Verdict.CANCELLED, "ops");
    decide(play, services.subList(4, 5), Verdict.CANCELLED, "ops");
    work(play);
    // Nothing was updated, so there is nothing to watch.
    assertThat(state(play)).isEqualTo("completed");
    assertThat(services)
        .extracting(service -> state(play, service))
        .containsExactly("cancelled", "skipped", "exempted", "cancelled", "cancelled");
    await()
        .untilAsserted(
            () ->
                assertThat(SandboxHands.mailsTo(sandbox, "ben@" + slug(services.get(0)) + ".test"))
                    .anyMatch(text -> text.contains(cve)));

    // The exemption is over, the owners were asked again and say go.
    decide(play, services.get(2), Verdict.GO);
    assertThat(updatesOf(services.get(2))).hasSize(1);
    update(play, services.get(2));
    assertThat(state(play, services.get(2))).isEqualTo("updated");
    assertThat(mailsTo("ben@" + slug(services.get(0)) + ".test", "News on the security update"))
        .isOne();
    assertThat(state(play)).isEqualTo("completed");
  }

  @Test
  void contradictingAnswersStopWhatHasNotBegun() {
    String worker = worker(ManagedBy.COMMUNITY);
    database.update(
        "update community set maintenance_window = 'Sun 03:00-04:00' where slug = ?", slug(worker));
    Play play = start(advisory());
    decide(play, worker, Verdict.GO);
    runUpdate(worker);
    decide(play, worker, Verdict.PAUSED);
    // The update is called off, as it waits for its window.
    runUpdate(worker);
    assertThat(state(play, worker)).isEqualTo("paused");
    assertThat(updatesOf(worker)).isEmpty();
    decide(play, worker, Verdict.GO);
    assertThat(state(play, worker)).isEqualTo("updating");
    tell(play, worker, Step.BEGUN);
    decide(play, worker, Verdict.PAUSED);
    assertThat(state(play, worker)).isEqualTo("updating");
  }

  @Test
  void anEmergencyGoesAheadOfAllRings() {
    List<String> services = workers(community(), ManagedBy.COMMUNITY, "1.0.0", 3);
    Play play = start(advisory());
    String last =
        services.stream().max(Comparator.comparing(service -> ring(play, service))).orElseThrow();
    decide(play, List.of(last), Verdict.EMERGENCY_GO, "ops");
    assertThat(state(play, last)).isEqualTo("updating");
    assertThat(ring(play, last)).isZero();
    assertThat(row(play, last)).containsEntry("decided_by", "ops");
  }

  @Test
  void onlySoManyUpdatesRunAtOnce() {
    List<String> services = workers(community(), ManagedBy.OPS, "1.0.0", 4);
    Play play = start(advisory());
    database.update("update rollout set parallel = 2, ring = 3 where id = ?", play.id());
    decide(play, services, Verdict.GO, "desk");
    assertThat(services).extracting(service -> state(play, service)).contains("updating");
    assertThat(count(services, play, "updating")).isEqualTo(2);
    String one =
        services.stream().filter(s -> state(play, s).equals("updating")).findFirst().orElseThrow();
    update(play, one);
    assertThat(count(services, play, "updating")).isEqualTo(2);
    // What has not begun within an hour waits for its window: others go first.
    pass(play, Duration.ofMinutes(61));
    String other =
        services.stream().filter(s -> state(play, s).equals("updating")).findFirst().orElseThrow();
    tell(play, other, Step.BEGUN);
    pass(play, Duration.ofHours(4));
    assertThat(count(services, play, "updating")).isEqualTo(3);
  }

  @Test
  void ownersSeeTheirPartOnly() {
    String mine = worker(ManagedBy.COMMUNITY);
    String others = worker(ManagedBy.COMMUNITY);
    String ana = owner(mine);
    Play play = start(advisory());
    JsonNode seen = door.get(ana, "/api/rollouts/" + play.id()).json();
    assertThat(seen.path("services").toString()).isEqualTo("{\"waiting\":1}");
    assertThat(seen.toString()).contains(mine).doesNotContain(slug(others));
    assertThat(
            door.get(ana, "/api/rollouts/" + play.id() + "/services?state=waiting")
                .json()
                .path("total")
                .asInt())
        .isEqualTo(1);
    assertThat(door.get(ana, "/api/rollouts").json().path("items").findValuesAsText("id"))
        .contains(play.id().toString());
    String stranger = owner(worker(ManagedBy.COMMUNITY));
    // Matched before that service was there.
    assertThat(door.get(stranger, "/api/rollouts/" + play.id()).status()).isEqualTo(404);
    assertThat(
            door.post(ana, "/api/rollouts/" + play.id() + "/stop", "{\"reason\": \"no\"}").status())
        .isEqualTo(403);
    Answer refused = post(ana, advisory());
    assertThat(refused.status()).isEqualTo(403);
    assertThat(door.get("ops", "/api/rollouts/" + play.id() + "/services?state=nonsense").status())
        .isEqualTo(400);
    assertThat(Map.of("total", door.get("ops", "/api/rollouts").json().path("total").asInt()))
        .isNotEmpty();
  }

  private long count(List<String> services, Play play, String state) {
    return services.stream().filter(service -> state(play, service).equals(state)).count();
  }

  private List<String> waitingFor(Play play) {
    return shown(play).path("waitingFor").findValuesAsText("who");
  }

  private static String slug(String service) {
    return service.substring(0, service.indexOf('.'));
  }
}
