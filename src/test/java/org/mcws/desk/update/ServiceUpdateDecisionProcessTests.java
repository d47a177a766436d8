package org.mcws.desk.update;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.mcws.desk.engine.Door.Answer;
import org.mcws.desk.platform.hosting.Hosting;
import org.mcws.desk.update.events.UpdateOutcome;
import org.mcws.desk.update.events.UpdateOutcome.Step;
import org.springframework.beans.factory.annotation.Autowired;

/** What Ops decide about an update that failed. */
class ServiceUpdateDecisionProcessTests extends ServiceUpdateStage {

  private static final String GONE = "ghcr.io/hispano/site:1.4.1-gone";

  @Autowired private Hosting hosting;

  @Test
  void theTaskShowsWhatWasSeen() {
    Play play = stopped(worker(), "R3");
    JsonNode shown =
        door.get("ops", "/engine-rest/task/" + task(play).getId() + "/form-variables").json();
    assertThat(shown.path("evidence").path("value").asText()).contains("registry", GONE);
    assertThat(shown.path("standing").path("value").asText()).contains("runs its old version", OLD);
    assertThat(shown.path("wantedImage").path("value").asText()).isEqualTo(GONE);
    assertThat(submit("ops", task(play), Map.of()).status()).isEqualTo(400);
    assertThat(submit(play.site().ana(), task(play), Map.of("decision", "leave", "why", "x")))
        .extracting(Answer::status)
        .isIn(403, 404);
  }

  @Test
  void theOldVersionIsKeptUntilADayAndThenItIsTriedAgain() {
    DeliveredSite site = worker();
    Play play = stopped(site, "R3");
    assertThat(refused(play, "keep", null, "Plug-in")).contains("'until' is required");
    assertThat(refused(play, "keep", "2027-04-01", null)).contains("'Reason' is required");
    assertThat(refused(play, "keep", "2027-03-02", "Plug-in")).contains("2027-03-03");
    assertThat(refused(play, "keep", "2027-04-02", "Plug-in")).contains("2027-04-01");
    decide(play, Map.of("decision", "keep", "until", "2027-04-01", "why", "The plug-in is old"));
    assertThat(steps(play)).endsWith(Step.EXEMPTED);
    assertThat(lastOutcome(play).image()).isEqualTo(OLD);
    assertThat(lastOutcome(play).evidence())
        .contains("ops keeps the old version until 2027-04-01: The plug-in is old");
    assertThat(lastOutcome(play).decision())
        .contains(
            new UpdateOutcome.Decision(
                "ops", "The plug-in is old", Optional.of(LocalDate.of(2027, 4, 1))));
    assertThat(state(play)).isEqualTo("exempted");
    assertThat(audit(site, "failed update: keep the old version"))
        .containsExactly("ops: until 2027-04-01 The plug-in is old");
    // Others may update the service meanwhile.
    Play other = start(site, NEW);
    run(other);
    assertThat(steps(other)).containsExactly(Step.BEGUN);
    finish(other);

    pass(play, Duration.ofDays(29));
    assertThat(activities(play)).containsExactly("timer_endExemption");
    tick(play);
    assertThat(task(play).getTaskDefinitionKey()).isEqualTo("userTask_decideFailure");
    assertThat(steps(play)).containsExactly(Step.ROLLED_BACK, Step.EXEMPTED, Step.ROLLED_BACK);
    assertThat(evidence(play)).doesNotContain("plug-in");
  }

  @Test
  void whatIsExploitedIsNotKeptForLong() {
    Play play = stopped(worker(), "R1");
    assertThat(refused(play, "keep", "2027-03-06", "x")).contains("2027-03-05");
    decide(play, Map.of("decision", "keep", "until", "2027-03-05", "why", "x"));
    assertThat(steps(play)).endsWith(Step.EXEMPTED);
  }

  @Test
  void itIsLeftForGoodWithAReason() {
    DeliveredSite site = worker();
    Play play = stopped(site, "R3");
    assertThat(refused(play, "leave", null, null)).contains("'Reason' is required");
    decide(play, Map.of("decision", "leave", "why", "It is retired next week"));
    assertThat(instance(play)).isNull();
    assertThat(steps(play)).endsWith(Step.LEFT);
    assertThat(lastOutcome(play).evidence()).contains("It is retired next week");
    assertThat(state(play)).isEqualTo("left");
    assertThat(audit(site, "failed update: leave as it is"))
        .containsExactly("ops: It is retired next week");
  }

  @Test
  void whatIsSaidToBeRepairedIsLookedAt() {
    DeliveredSite site = site();
    Play play = stopped(site, "R3");
    String slow = NEW + "-slow";
    decide(play, Map.of("decision", "fixed", "newImage", slow));
    run(play);
    assertThat(evidence(play)).contains("said to be repaired", "not " + slow);
    hosting.deploy(site.app(), slow);
    decide(play, Map.of("decision", "fixed"));
    run(play);
    assertThat(task(play)).as("it is still being deployed").isNotNull();
    site.awaitSettled();
    platform.removeAddress("example", site.host());
    decide(play, Map.of("decision", "fixed"));
    run(play);
    assertThat(evidence(play)).contains("The name server answers []");
    platform.removeApp(site.app());
    decide(play, Map.of("decision", "fixed"));
    run(play);
    assertThat(evidence(play)).contains("there is no app");
    site.remake(NEW);
    platform.pointToEdge("example", site.host());
    site.awaitSettled();
    decide(play, Map.of("decision", "fixed", "newImage", NEW));
    run(play);
    assertThat(instance(play)).isNull();
    assertThat(steps(play)).endsWith(Step.UPDATED);
    assertThat(site.recordedImage()).isEqualTo(NEW);
  }

  @Test
  void triesAgainAtOnceIfOpsDoNotWantToWaitForTheWindow() {
    DeliveredSite site = worker();
    prefer(site, "Tue 11:00-14:00");
    Play play = stopped(site, "R3");
    pass(play, Duration.ofHours(5));
    decide(play, Map.of("decision", "tryAgain", "newImage", NEW));
    run(play);
    assertThat(activities(play)).containsExactly("timer_openWindow");
    callOff(play);

    Play urgent = stopped(worker(), "R3");
    prefer(urgent.site(), "Tue 11:00-14:00");
    decide(urgent, Map.of("decision", "tryAgain", "newImage", NEW, "atOnce", true));
    run(urgent);
    assertThat(steps(urgent)).endsWith(Step.BEGUN);
  }

  @Test
  void whatWaitsForOpsIsCalledOffWhileTheOldVersionRuns() {
    Play play = stopped(worker(), "R3");
    callOff(play);
    assertThat(instance(play)).isNull();
    assertThat(steps(play)).endsWith(Step.CALLED_OFF);
    Play exempted = stopped(worker(), "R3");
    decide(exempted, Map.of("decision", "keep", "until", "2027-03-20", "why", "x"));
    callOff(exempted);
    assertThat(instance(exempted)).isNull();
    assertThat(steps(exempted)).endsWith(Step.EXEMPTED, Step.CALLED_OFF);
  }

  @Test
  void aBrokenServiceStaysWithOpsWhoeverCallsItOff() {
    DeliveredSite site = site();
    platform.removeAddress("example", site.host());
    Play play = start(site, NEW);
    run(play);
    Task before = task(play);
    assertThat(refused(play, "keep", "2027-03-20", "x")).contains("repair the service first");
    callOff(play);
    assertThat(task(play).getId()).isNotEqualTo(before.getId());
    assertThat(steps(play)).containsExactly(Step.BROKEN);
    prefer(site, "Thu 02:00-05:00");
    decide(play, Map.of("decision", "tryAgain"));
    run(play);
    assertThat(activities(play)).containsExactly("timer_openWindow");
    callOff(play);
    assertThat(task(play).getTaskDefinitionKey()).isEqualTo("userTask_decideFailure");
    platform.pointToEdge("example", site.host());
  }

  /** It could not begin, since the registry does not have the image. */
  private Play stopped(DeliveredSite site, String riskClass) {
    Play play = start(site, GONE, riskClass);
    run(play);
    assertThat(steps(play)).containsExactly(Step.ROLLED_BACK);
    return play;
  }

  private String refused(Play play, String decision, String until, String why) {
    Map<String, Object> fields = new HashMap<>(Map.of("decision", decision));
    if (until != null) {
      fields.put("until", until);
    }
    if (why != null) {
      fields.put("why", why);
    }
    Answer answer = submit("ops", task(play), fields);
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    return answer.text();
  }
}
