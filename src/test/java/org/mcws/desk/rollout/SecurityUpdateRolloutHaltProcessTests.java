package org.mcws.desk.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mcws.desk.approval.events.ApprovalOutcome.Verdict;
import org.mcws.desk.engine.Door.Answer;
import org.mcws.desk.inventory.ManagedBy;
import org.mcws.desk.rollout.RolloutsAtAGlance.Line;
import org.mcws.desk.update.events.UpdateOutcome;
import org.mcws.desk.update.events.UpdateOutcome.Step;
import org.springframework.beans.factory.annotation.Autowired;

/** The line stops, by itself or because Ops say so, and Ops decide how it goes on. */
class SecurityUpdateRolloutHaltProcessTests extends RolloutStage {

  private static final Duration DAY = Duration.ofHours(24);
  private static final int ALL = 10_000;

  @Autowired private RolloutsAtAGlance rollouts;

  @Test
  void aFailedCanaryStopsTheLineAndOpsLetItGoOn() {
    List<String> services = cleared(3);
    Play play = play(services);
    String canary = inRing(play, services, 1);
    String second = inRing(play, services, 2);
    tell(play, canary, Step.BEGUN);
    tell(play, canary, Step.ROLLED_BACK);
    assertThat(state(play)).isEqualTo("halted");
    assertThat(task(play).getTaskDefinitionKey()).isEqualTo("userTask_decideHalt");
    assertThat(shown(play).path("note").asText())
        .isEqualTo("Of the 1 services in ring 1, 1 could not be updated.");
    assertThat((String) tasks.getVariable(task(play).getId(), "haltEvidence"))
        .contains(cve, canary, "Seen: ROLLED_BACK", "Ring:** 1 of 3");
    assertThat(mailsTo("ops@desk.test", "Rollout halted: " + cve)).isOne();
    // Owners hear only that it goes no further for now.
    JsonNode seen = door.get(owner(second), "/api/rollouts/" + play.id()).json();
    assertThat(seen.path("note").asText()).isEqualTo("Community Ops look into it.");
    pass(play, DAY);
    assertThat(mailsTo("ops@desk.test", "Rollout halted: " + cve)).isEqualTo(2);

    assertThat(submit("ops", task(play), Map.of("haltDecision", "goOn")).status()).isEqualTo(400);
    complete(play, Map.of("haltDecision", "goOn", "decisionReason", "A full disk, cleaned up"));
    assertThat(state(play)).isEqualTo("running");
    // Nothing of the first ring was updated, so there is nothing to watch.
    assertThat(openRing(play)).isEqualTo(2);
    assertThat(state(play, second)).isEqualTo("updating");
    assertThat(audit(play))
        .containsExactly("ops: rollout started", "desk: rollout halted", "ops: rollout resumed");

    // Ops have repaired it in the update's own task; the ring is not halted for the same again.
    tell(play, canary, Step.UPDATED);
    assertThat(state(play, canary)).isEqualTo("updated");
    assertThat(state(play)).isEqualTo("running");
  }

  @Test
  void opsSeeAtAGlanceHowManyServicesAreUpdatedAtWorkAndFailed() {
    List<String> services = cleared(3);
    Play play = play(services);
    String canary = inRing(play, services, 1);
    tell(play, canary, Step.BEGUN);
    assertThat(line(play))
        .extracting(Line::state, Line::ring, Line::services, Line::working, Line::failed)
        .containsExactly("running", 1, 3L, 1L, 0L);

    tell(play, canary, Step.ROLLED_BACK);
    assertThat(line(play))
        .extracting(Line::state, Line::working, Line::failed, Line::advisory)
        .containsExactly("halted", 0L, 1L, cve);
    assertThat(line(play).note()).contains("1 could not be updated");

    tell(play, canary, Step.UPDATED);
    assertThat(line(play)).extracting(Line::updated, Line::failed).containsExactly(1L, 0L);
    long before = rollouts.count();
    complete(play, Map.of("haltDecision", "cancel", "decisionReason", "It is no hole"));
    assertThat(rollouts.count()).isEqualTo(before - 1);
  }

  private Line line(Play play) {
    return rollouts.newest(ALL).stream()
        .filter(one -> one.id().equals(play.id()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatOpsDecideAboutAFailedUpdateStandsWithTheService() {
    List<String> services = cleared(3);
    Play play = play(services);
    String canary = inRing(play, services, 1);
    tell(play, canary, Step.BEGUN);
    tell(play, canary, Step.ROLLED_BACK);
    publish(
        new UpdateOutcome(
            play.subject(),
            canary,
            Step.EXEMPTED,
            image("1.0.0"),
            "",
            Optional.of(
                new UpdateOutcome.Decision(
                    "olga", "Wait for the plug-in", Optional.of(LocalDate.of(2027, 3, 20))))));
    assertThat(state(play, canary)).isEqualTo("exempted");
    assertThat(row(play, canary))
        .containsEntry("decided_by", "olga")
        .containsEntry("reason", "Wait for the plug-in");
    // The beginning of that day in Madrid.
    assertThat(((Timestamp) row(play, canary).get("until")).toInstant())
        .isEqualTo(Instant.parse("2027-03-19T23:00:00Z"));
  }

  @Test
  void opsRollBackWhatWasUpdated() {
    List<String> services = cleared(4);
    Play play = play(services);
    database.update("update rollout set ring = 3 where id = ?", play.id());
    database.update("update rollout_ring set services = 40 where rollout = ?", play.id());
    pass(play, Duration.ofHours(4));
    tell(play, services.get(0), Step.BEGUN);
    tell(play, services.get(0), Step.UPDATED);
    tell(play, services.get(1), Step.BEGUN);
    tell(play, services.get(2), Step.BEGUN);
    assertThat(door.post("ops", path(play, "stop"), "{\"reason\": \"Wait\"}").status())
        .isEqualTo(202);
    complete(play, Map.of("haltDecision", "rollBack", "decisionReason", "It breaks log-in"));

    assertThat(state(play)).isEqualTo("rolled-back");
    assertThat(state(play, services.get(0))).isEqualTo("reverting");
    assertThat(updatesOf(services.get(0))).hasSize(2);
    // What had begun is finished, and then brought back, too.
    assertThat(at(play)).contains("gateway_awaitUnderWay");
    tell(play, services.get(1), Step.UPDATED);
    assertThat(state(play, services.get(1))).isEqualTo("reverting");
    tell(play, services.get(2), Step.ROLLED_BACK);
    assertThat(state(play, services.get(2))).isEqualTo("rolled-back");
    // What had not begun is called off.
    runUpdate(services.get(3));
    assertThat(state(play, services.get(3))).isEqualTo("cancelled");
    for (String service : services.subList(0, 2)) {
      tell(play, service, Step.BEGUN);
      tell(play, service, Step.UPDATED);
      assertThat(state(play, service)).isEqualTo("reverted");
      assertThat(inventory.find(service).orElseThrow().image()).isEqualTo(image("1.0.0"));
    }
    work(play);
    assertThat(instance(play)).isNull();
    assertThat(shown(play).path("note").asText()).isEqualTo("It breaks log-in");
    assertThat(shown(play).path("endedAt").asText()).isNotEmpty();
  }

  @Test
  void opsCancelWhatIsNotDone() {
    List<String> services = cleared(3);
    Play play = play(services);
    String canary = inRing(play, services, 1);
    tell(play, canary, Step.BEGUN);
    Answer stopped = door.post("ops", path(play, "stop"), "{\"reason\": \"The fix is bad\"}");
    assertThat(stopped.status()).as(stopped.text()).isEqualTo(202);
    assertThat(stopped.json().path("state").asText()).isEqualTo("halted");
    assertThat(door.post("ops", path(play, "stop"), "{\"reason\": \"Again\"}").status())
        .isEqualTo(409);
    complete(play, Map.of("haltDecision", "cancel", "decisionReason", "We wait for the next one"));
    assertThat(state(play)).isEqualTo("cancelled");
    assertThat(at(play)).contains("gateway_awaitUnderWay");
    // Whoever is under way has a day; then the report says that it is.
    pass(play, DAY);
    assertThat(instance(play)).isNull();
    assertThat(state(play, canary)).isEqualTo("updating");
    assertThat(services)
        .filteredOn(service -> !service.equals(canary))
        .allSatisfy(
            service -> {
              assertThat(state(play, service)).isEqualTo("cancelled");
              assertThat(row(play, service)).containsEntry("reason", "We wait for the next one");
            });
    tell(play, canary, Step.UPDATED);
    assertThat(state(play, canary)).isEqualTo("updated");
    assertThat(audit(play))
        .containsExactly("ops: rollout started", "ops: rollout halted", "ops: rollout cancelled");
  }

  @Test
  void opsStopTheLineAndResumeItByRest() {
    List<String> services = cleared(3);
    Play play = play(services);
    assertThat(door.post("ops", path(play, "resume"), "{\"reason\": \"Why\"}").status())
        .isEqualTo(409);
    assertThat(door.post("ops", path(play, "stop"), "{\"reason\": \" \"}").status()).isEqualTo(400);
    String canary = inRing(play, services, 1);
    running(canary);
    tell(play, canary, Step.BEGUN);
    door.post("ops", path(play, "stop"), "{\"reason\": \"Mail is down\"}");
    work(play);
    // What is under way is finished; nothing begins.
    tell(play, canary, Step.UPDATED);
    assertThat(state(play, canary)).isEqualTo("updated");
    pass(play, DAY);
    assertThat(openRing(play)).isEqualTo(1);
    Answer resumed = door.post("ops", path(play, "resume"), "{\"reason\": \"Mail is back\"}");
    assertThat(resumed.status()).as(resumed.text()).isEqualTo(202);
    work(play);
    assertThat(at(play)).contains("timer_bakeOver");
    pass(play, DAY);
    assertThat(openRing(play)).isEqualTo(2);
    assertThat(audit(play))
        .containsExactly("ops: rollout started", "ops: rollout halted", "ops: rollout resumed");
  }

  @Test
  void whatWasStartedAndHasNotBegunDoesNotBeginUntilTheRolloutGoesOn() {
    List<String> services = cleared(3);
    Play play = play(services);
    String canary = inRing(play, services, 1);
    assertThat(state(play, canary)).isEqualTo("updating");
    door.post("ops", path(play, "stop"), "{\"reason\": \"Mail is down\"}");
    work(play);
    assertThat(state(play, canary)).isEqualTo("cleared");
    assertThat(updatesOf(canary)).isEmpty();
    door.post("ops", path(play, "resume"), "{\"reason\": \"Mail is back\"}");
    work(play);
    assertThat(state(play, canary)).isEqualTo("updating");
    assertThat(updatesOf(canary)).hasSize(1);
  }

  @Test
  void opsStopTheLineThroughTheEnginesDoor() {
    Play play = play(cleared(3));
    Answer sent =
        door.post(
            "ops",
            "/engine-rest/message",
            json(
                Map.of(
                    "messageName", "security-update-rollout.halted",
                    "processInstanceId", play.instance(),
                    "processVariables",
                        Map.of("haltReason", Map.of("value", "Somebody complains")))));
    assertThat(sent.status()).as(sent.text()).isEqualTo(204);
    assertThat(state(play)).isEqualTo("halted");
    assertThat(shown(play).path("note").asText()).isEqualTo("Somebody complains");
    assertThat(audit(play)).contains("ops: rollout halted");
    assertThat(runtime.getVariables(play.instance())).doesNotContainKey("haltReason");
  }

  @Test
  void aRingThatIsNotWellAfterItWasWatchedStopsTheLine() {
    List<String> services = cleared(2);
    Play play = play(services);
    String canary = inRing(play, services, 1);
    // Nothing of it runs on the platform.
    update(play, canary);
    pass(play, DAY);
    assertThat(state(play)).isEqualTo("halted");
    assertThat(shown(play).path("note").asText())
        .contains("Ring 1 is not well: 0 of 1", canary + " does not run at all.");
    complete(play, Map.of("haltDecision", "goOn", "decisionReason", "The owners stopped it"));
    assertThat(openRing(play)).isEqualTo(2);
    String second = inRing(play, services, 2);
    running(second);
    update(play, second);
    pass(play, DAY);
    assertThat(state(play)).isEqualTo("completed");
  }

  /** Workers of one community. */
  private List<String> cleared(int count) {
    return workers(community(), ManagedBy.OPS, "1.0.0", count);
  }

  /** A rollout over them, all of which may be updated. */
  private Play play(List<String> services) {
    Play play = start(advisory());
    decide(play, services, Verdict.GO, "desk");
    return play;
  }

  private String inRing(Play play, List<String> services, int ring) {
    return services.stream()
        .filter(service -> ring(play, service) == ring)
        .findFirst()
        .orElseThrow();
  }

  private static String path(Play play, String action) {
    return "/api/rollouts/" + play.id() + "/" + action;
  }
}
