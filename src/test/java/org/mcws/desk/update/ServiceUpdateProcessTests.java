package org.mcws.desk.update;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.history.HistoricVariableInstance;
import org.junit.jupiter.api.Test;
import org.mcws.desk.engine.Door.Answer;
import org.mcws.desk.update.events.UpdateOutcome.Step;

/** Nothing goes wrong. */
class ServiceUpdateProcessTests extends ServiceUpdateStage {

  @Test
  void aSiteIsBroughtToTheNewImageAndWatched() {
    DeliveredSite site = site();
    Play play = start(site, NEW);
    assertThat(steps(play)).isEmpty();
    run(play);
    assertThat(steps(play)).containsExactly(Step.BEGUN);
    assertThat(lastOutcome(play).image()).isEqualTo(NEW);
    deployAndLook(play);
    assertThat(state(play)).isEqualTo("probing");
    assertThat(site.recordedImage()).isEqualTo(OLD);
    tickUntil(play, () -> instance(play) == null);

    assertThat(steps(play)).containsExactly(Step.BEGUN, Step.UPDATED);
    assertThat(lastOutcome(play).image()).isEqualTo(NEW);
    assertThat(site.recordedImage()).isEqualTo(NEW);
    assertThat(site.running().orElseThrow().image()).isEqualTo(NEW);
    assertThat(state(play)).isEqualTo("updated");
    assertThat(shown(play).path("probes").path("done").asInt()).isEqualTo(10);
    assertThat(shown(play).path("probes").path("failed").asInt()).isZero();
    // The report of whoever asked tells the owners.
    assertThat(mailsTo(site.ana(), site.id())).isZero();
  }

  @Test
  void aWorkerIsUpdatedWithoutVisitors() {
    DeliveredSite worker = worker();
    Play play = start(worker, NEW);
    finish(play);
    assertThat(steps(play)).containsExactly(Step.BEGUN, Step.UPDATED);
    assertThat(worker.recordedImage()).isEqualTo(NEW);
  }

  @Test
  void whatRunsTheImageAlreadyIsOnlyRecorded() {
    DeliveredSite site = site();
    String before = site.running().orElseThrow().version();
    Play play = start(site, OLD);
    run(play);
    assertThat(instance(play)).isNull();
    assertThat(steps(play)).containsExactly(Step.UPDATED);
    assertThat(site.running().orElseThrow().version()).isEqualTo(before);
  }

  @Test
  void opsStartItInTasklistAndTheOwnersHearOfIt() {
    DeliveredSite site = site();
    Play play = asked(site, Map.of("image", NEW, "reason", "A new release", "riskClass", "R4"));
    finish(play);
    assertThat(steps(play)).containsExactly(Step.BEGUN, Step.UPDATED);
    assertThat(shown(play).path("startedBy").asText()).isEqualTo("ops");
    assertThat(shown(play).path("riskClass").asText()).isEqualTo("R4");
    assertThat(mailsTo(site.ana(), "se ha actualizado")).isEqualTo(1);
    assertThat(mailsTo(site.ben(), "wurde aktualisiert")).isEqualTo(1);
    assertThat(audit(site, "update asked for")).containsExactly("ops: A new release");
  }

  /** What costs is what is written, so nothing is that nobody reads. */
  @Test
  void itTakesFewTransactionsAndKeepsNoVariables() {
    DeliveredSite site = site();
    Play play = start(site, NEW);
    finish(play);
    // The check, the deployment, one look; the start belongs to whoever starts it, visits to none.
    assertThat(executed).isEqualTo(3);
    assertThat(history.createHistoricJobLogQuery().processInstanceId(play.instance()).list())
        .isEmpty();
    assertThat(
            history.createHistoricVariableInstanceQuery().processInstanceId(play.instance()).list())
        .extracting(HistoricVariableInstance::getName)
        .isEmpty();
  }

  @Test
  void ownersAndOpsSeeTheUpdatesOfAServiceAndNobodyElseDoes() {
    DeliveredSite site = site();
    Play play = start(site, NEW);
    run(play);
    String path = "/api/services/" + site.id() + "/updates";
    Answer seen = door.get(site.ana(), path);
    assertThat(seen.status()).isEqualTo(200);
    assertThat(seen.json().path("items").path(0).path("imageTo").asText()).isEqualTo(NEW);
    assertThat(seen.json().path("total").asInt()).isEqualTo(1);
    DeliveredSite other = worker();
    assertThat(door.get(other.ana(), path).status()).isEqualTo(404);
    assertThat(door.get("reviewer", path).status()).isEqualTo(404);
    assertThat(door.get("ops", "/api/services/nobody.www/updates").status()).isEqualTo(404);
  }

  @Test
  void whatCannotBeDoneIsRefusedAtTheDoor() {
    DeliveredSite site = site();
    assertThat(refused(Map.of("serviceId", "nobody.www", "reason", "x"))).contains("no service");
    assertThat(refused(Map.of("serviceId", site.id()))).contains("'Reason' is required");
    assertThat(refused(Map.of("serviceId", site.id(), "reason", "x", "image", "wordpress")))
        .contains("with a tag or digest");
    assertThat(refused(Map.of("serviceId", site.id(), "reason", "x", "image", "10.0.0.1/a:1")))
        .contains("public registry");
    assertThat(refused(Map.of("serviceId", site.id(), "reason", "x", "riskClass", "R9")))
        .contains("R1");
    assertThat(refused(Map.of("serviceId", site.id(), "reason", "x", "subject", 7)))
        .contains("'subject'");
    assertThat(refused(Map.of("serviceId", site.id(), "reason", "x", "colour", "red")))
        .contains("colour");
    database.update("update delivered_service set state = 'RESERVED' where id = ?", site.id());
    assertThat(refused(Map.of("serviceId", site.id(), "reason", "x"))).contains("onboarding");
    database.update(
        "update delivered_service set state = 'DELIVERED', kind = 'DOMAIN' where id = ?",
        site.id());
    assertThat(refused(Map.of("serviceId", site.id(), "reason", "x"))).contains("runs no image");
    assertThat(runtime.createProcessInstanceQuery().processInstanceBusinessKey(site.id()).count())
        .isZero();
  }

  @Test
  void askingTwiceForTheSameIsRefused() {
    DeliveredSite site = site();
    Play play = asked(site, Map.of("image", NEW));
    assertThat(refused(Map.of("serviceId", site.id(), "reason", "x", "image", NEW)))
        .contains("is being brought to this image already");
    assertThat(instance(play)).isNotNull();
  }

  @Test
  void ownersDoNotStartIt() {
    DeliveredSite site = site();
    Answer answer = ask(site.ana(), Map.of("serviceId", site.id(), "reason", "x", "image", NEW));
    assertThat(answer.status()).as(answer.text()).isIn(403, 404);
    assertThat(List.of(ask("reviewer", Map.of("serviceId", site.id(), "reason", "x")).status()))
        .doesNotContain(200);
  }

  private String refused(Map<String, Object> fields) {
    Answer answer = ask("ops", fields);
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    return answer.text();
  }
}
