package org.mcws.desk.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.MismatchingMessageCorrelationException;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.mcws.desk.engine.Door.Answer;
import org.mcws.desk.update.events.UpdateOutcome.Step;
import org.springframework.dao.DuplicateKeyException;

/** What an update waits for before anything is deployed. */
class ServiceUpdateWaitProcessTests extends ServiceUpdateStage {

  private static final String NEWER = "ghcr.io/hispano/site:1.5.0";

  // --- the maintenance window

  @Test
  void waitsForTheCommunitysMaintenanceWindow() {
    DeliveredSite site = site();
    prefer(site, "Thu 02:00-05:00");
    assertThat(door.get("ops", "/api/communities/" + site.slug()).json().path("maintenanceWindow"))
        .hasToString("\"Thu 02:00-05:00\"");
    Play play = start(site, NEW);
    run(play);
    assertThat(activities(play)).containsExactly("timer_openWindow");
    assertThat(job(play, "timer_openWindow").getDuedate())
        .isEqualTo(Instant.parse("2027-03-04T01:00:00Z"));
    // The desk was off while it was open: it does not deploy in the middle of the day.
    ClockUtil.setCurrentTime(Date.from(Instant.parse("2027-03-04T09:00:00Z")));
    run(play);
    assertThat(activities(play)).containsExactly("timer_openWindow");
    tick(play);
    assertThat(now()).isEqualTo(Instant.parse("2027-03-11T01:00:00Z"));
    assertThat(steps(play)).containsExactly(Step.BEGUN);
  }

  @Test
  void beginsAtOnceWhileTheWindowIsOpen() {
    DeliveredSite site = site();
    prefer(site, "Tue 11:00-14:00");
    Play play = start(site, NEW);
    run(play);
    assertThat(steps(play)).containsExactly(Step.BEGUN);
  }

  /** On the night in which 02:30 does not exist in Madrid. */
  @Test
  void opensTheWindowAsTheCommunitysClocksDo() {
    DeliveredSite site = site();
    prefer(site, "Sun 02:30-05:00");
    ClockUtil.setCurrentTime(Date.from(Instant.parse("2027-03-27T12:00:00Z")));
    Play play = start(site, NEW);
    run(play);
    assertThat(job(play, "timer_openWindow").getDuedate())
        .isEqualTo(Instant.parse("2027-03-28T01:30:00Z"));
  }

  @Test
  void theMostUrgentAndWhatOpsWantAtOnceDoNotWaitForTheWindow() {
    DeliveredSite site = site();
    prefer(site, "Thu 02:00-05:00");
    Play urgent = start(site, NEW, "R1");
    run(urgent);
    assertThat(steps(urgent)).containsExactly(Step.BEGUN);
    DeliveredSite worker = worker();
    prefer(worker, "Thu 02:00-05:00");
    Play wanted = asked(worker, Map.of("image", NEW, "ignoreWindow", true));
    run(wanted);
    assertThat(steps(wanted)).containsExactly(Step.BEGUN);
  }

  @Test
  void onlyOwnersAndOpsSayWhenTheWindowIs() {
    DeliveredSite site = worker();
    String path = "/api/communities/" + site.slug() + "/maintenance-window";
    assertThat(door.send("ops", "PUT", path, "{\"window\": \"Mon-Fri 22:00-02:00\"}").text())
        .contains("Mon,Tue,Wed,Thu,Fri 22:00-02:00");
    assertThat(door.send("reviewer", "PUT", path, "{\"window\": null}").status()).isEqualTo(403);
    assertThat(door.send(worker().ana(), "PUT", path, "{\"window\": null}").status())
        .isEqualTo(404);
    Answer wrong = door.send(site.ben(), "PUT", path, "{\"window\": \"at night\"}");
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.text()).contains("/window", "Tue,Thu 02:00-05:00");
    assertThat(door.send(site.ben(), "PUT", path, "{}").status()).isEqualTo(400);
    assertThat(door.send(site.ben(), "PUT", path, "{\"window\": null}").status()).isEqualTo(200);
    assertThat(
            database.queryForList(
                "select detail from audit_entry where subject = ? and action = ? order by id",
                String.class,
                "community/" + site.slug(),
                "maintenance window set"))
        .containsExactly("Mon,Tue,Wed,Thu,Fri 22:00-02:00", "any time");
  }

  // --- another update

  @Test
  void onlyOneWorksAtAServiceAndTheNextWaits() {
    DeliveredSite site = site();
    Play first = start(site, NEW);
    run(first);
    Play second = start(site, NEWER);
    run(second);
    assertThat(activities(second)).containsExactly("timer_askAgain");
    finish(first);
    assertThat(site.recordedImage()).isEqualTo(NEW);
    finish(second);
    assertThat(steps(second)).containsExactly(Step.BEGUN, Step.UPDATED);
    assertThat(site.recordedImage()).isEqualTo(NEWER);
  }

  @Test
  void twoThatWantTheSameUpdateItOnce() {
    DeliveredSite site = site();
    Play first = start(site, NEW);
    Play second = start(site, NEW);
    run(first);
    run(second);
    finish(first);
    String version = site.running().orElseThrow().version();
    tickUntil(second, () -> instance(second) == null);
    assertThat(steps(second)).containsExactly(Step.UPDATED);
    assertThat(site.running().orElseThrow().version()).isEqualTo(version);
  }

  /** Should two nodes look at the same moment, the later one is repeated. */
  @Test
  void theDatabaseLetsOnlyOneHoldAService() {
    DeliveredSite site = worker();
    Play first = start(site, NEW);
    Play second = start(site, NEWER);
    run(first);
    assertThatThrownBy(
            () ->
                database.update(
                    "update service_update set holds = true where id = ?", second.instance()))
        .isInstanceOf(DuplicateKeyException.class);
  }

  // --- an image

  @Test
  void anOwnerNamesTheFixedImage() {
    DeliveredSite site = site();
    String olga = newOps();
    Play play = start(site, null);
    run(play);
    Task task = task(play);
    assertThat(task.getTaskDefinitionKey()).isEqualTo("userTask_nameImage");
    assertThat(mailsTo(site.ana(), "¿Qué imagen está corregida?")).isEqualTo(1);
    assertThat(mailsTo(site.ben(), "Welches Image ist repariert?")).isEqualTo(1);
    assertThat(mailsTo(olga, "Which image is fixed?")).isEqualTo(1);
    pass(play, Duration.ofHours(25));
    assertThat(mailsTo(site.ana(), "¿Qué imagen está corregida?")).isEqualTo(2);

    JsonNode shown =
        door.get(site.ana(), "/engine-rest/task/" + task.getId() + "/form-variables").json();
    assertThat(shown.path("reason").path("value").asText()).isEqualTo("CVE-2027-1: a hole");
    assertThat(shown.path("oldImage").path("value").asText()).isEqualTo(OLD);
    Answer stranger = submit(worker().ana(), task, Map.of("newImage", NEW));
    assertThat(stranger.status()).isIn(403, 404);
    Answer wrong = submit(site.ana(), task, Map.of("newImage", "site"));
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.text()).contains("/newImage", "tag or digest");
    Answer same = submit(site.ana(), task, Map.of("newImage", OLD));
    assertThat(same.status()).isEqualTo(400);
    assertThat(same.text()).contains("/newImage", "This is what runs now");
    complete(site.ana(), task, Map.of("newImage", NEW));
    assertThat(audit(site, "fixed image named")).containsExactly(site.ana() + ": " + NEW);
    finish(play);
    assertThat(steps(play)).containsExactly(Step.BEGUN, Step.UPDATED);
    assertThat(site.recordedImage()).isEqualTo(NEW);
  }

  @Test
  void opsDecideIfNobodyNamesOne() {
    DeliveredSite site = worker();
    Play play = start(site, null);
    run(play);
    pass(play, Duration.ofDays(3));
    assertThat(task(play).getTaskDefinitionKey()).isEqualTo("userTask_decideFailure");
    assertThat(steps(play)).containsExactly(Step.ROLLED_BACK);
    assertThat(lastOutcome(play).image()).isEqualTo(OLD);
    assertThat(lastOutcome(play).evidence()).contains("Nobody has named", "Nothing was deployed");
    assertThat(submit("ops", task(play), Map.of("decision", "fixed")).text())
        .contains("Name the image that runs");
    decide(play, Map.of("decision", "tryAgain", "newImage", NEW));
    finish(play);
    assertThat(site.recordedImage()).isEqualTo(NEW);
  }

  // --- the registry

  @Test
  void waitsOutARegistryThatDoesNotAnswer() {
    DeliveredSite site = worker();
    misbehave("registry", "{\"kind\": \"error\", \"times\": 1000}");
    Play play = start(site, NEW);
    run(play);
    assertThat(activities(play)).containsExactly("timer_askAgain");
    door.send(null, "DELETE", "/api/sandbox/registry/faults", null);
    tick(play);
    assertThat(steps(play)).containsExactly(Step.BEGUN);
  }

  @Test
  void aSilenceThatLastsIsAnIncident() {
    DeliveredSite site = worker();
    misbehave("registry", "{\"kind\": \"error\", \"times\": 1000}");
    Play play = start(site, NEW);
    run(play);
    pass(play, Duration.ofMinutes(61));
    assertThat(job(play, "timer_askAgain").getExceptionMessage()).contains("503");
    door.send(null, "DELETE", "/api/sandbox/registry/faults", null);
    pass(play, Duration.ofMinutes(1));
    assertThat(steps(play)).containsExactly(Step.BEGUN);
  }

  // --- called off

  @Test
  void isCalledOffAtEachWaitBeforeAnythingIsDeployed() {
    DeliveredSite site = worker();
    Play atOnce = start(site, NEW);
    callOff(atOnce);
    Play naming = start(site, null);
    run(naming);
    callOff(naming);
    prefer(site, "Thu 02:00-05:00");
    Play window = start(site, NEW);
    run(window);
    callOff(window);
    prefer(site, null);
    Play busy = start(site, NEW);
    Play working = start(site, NEWER);
    run(working);
    run(busy);
    assertThat(activities(busy)).containsExactly("timer_askAgain");
    callOff(busy);
    for (Play play : List.of(atOnce, naming, window, busy)) {
      assertThat(instance(play)).isNull();
      assertThat(steps(play)).containsExactly(Step.CALLED_OFF);
      assertThat(lastOutcome(play).image()).isEqualTo(OLD);
      assertThat(state(play)).isEqualTo("called-off");
    }
    assertThat(steps(working)).containsExactly(Step.BEGUN);
  }

  @Test
  void isNotCalledOffOnceItIsBeingDeployed() {
    DeliveredSite site = worker();
    Play play = start(site, NEW);
    workUntilDeploymentIsNext(play);
    assertThatThrownBy(() -> callOff(play))
        .isInstanceOf(MismatchingMessageCorrelationException.class);
    deployAndLook(play);
    assertThatThrownBy(() -> callOff(play))
        .isInstanceOf(MismatchingMessageCorrelationException.class);
    tickUntil(play, () -> instance(play) == null);
    assertThat(steps(play)).containsExactly(Step.BEGUN, Step.UPDATED);
  }

  private void workUntilDeploymentIsNext(Play play) {
    execute(job(play, "startEvent_beginWaiting"));
    assertThat(job(play, "serviceTask_deployImage")).isNotNull();
  }
}
