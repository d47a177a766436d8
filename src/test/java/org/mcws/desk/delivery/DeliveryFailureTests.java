package org.mcws.desk.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.Test;
import org.mcws.desk.advisory.AdvisoryReader;
import org.mcws.desk.advisory.AdvisoryRegister;
import org.mcws.desk.inventory.DeliveredService;
import org.mcws.desk.inventory.Inventory;
import org.mcws.desk.inventory.ManagedBy;
import org.mcws.desk.inventory.ServiceKind;
import org.mcws.desk.platform.hosting.Hosting;
import org.mcws.desk.update.DeliveredSite;

/** What does not come to production, and who hears of it. */
class DeliveryFailureTests extends DeliveryStage {

  private static final String WITH_BILL = GOOD + "COPY sbom.cdx.json /sbom.cdx.json\n";
  private static final String BILL =
      """
      {"bomFormat": "CycloneDX", "specVersion": "1.5", "components": [
        {"type": "library", "name": "left-pad", "version": "1.3.0",
         "purl": "pkg:npm/left-pad@1.3.0"}]}
      """;

  @Test
  void whatCannotBeBuiltGoesToWhoeverPushedItAndTheOwners() {
    DeliveredSite site = site("auto");
    pushAndTell(site, "Break it", BROKEN);
    until(site, "failed");
    JsonNode failed = newest(site);
    assertThat(failed.path("stage").asText()).isEqualTo("build");
    assertThat(failed.path("message").asText()).contains("There is no stage nowhere");
    for (String reader : List.of("gil@" + site.slug() + ".test", site.ana(), site.ben())) {
      assertThat(letters.to(reader, site.id()).text())
          .contains("There is no stage nowhere")
          .containsPattern("sigue funcionando|läuft weiter");
    }
    assertThat(site.running().orElseThrow().image()).isEqualTo(OLD);
  }

  @Test
  void criticalHolesThatCanBeMendedStopItUnlessSomebodyAcceptsThem() {
    DeliveredSite bot = worker("auto");
    String problem = "CVE-2027-" + UUID.randomUUID().toString().substring(0, 8);
    advisory(problem);
    pushAndTell(bot, "Pad", WITH_BILL, Map.of("sbom.cdx.json", BILL));
    until(bot, "failed");
    assertThat(newest(bot).path("stage").asText()).isEqualTo("check");
    assertThat(newest(bot).path("message").asText())
        .contains(problem + ": left-pad 1.3.0, mended in 1.3.1");

    ClockUtil.setCurrentTime(Date.from(now().plusSeconds(1)));
    door.post(
        bot.ana(),
        "/api/services/" + bot.id() + "/deliveries",
        json(Map.of("accept", "The bot pads nothing.")));
    until(bot, "released");
    assertThat(newest(bot).path("accept").asText()).isEqualTo("The bot pads nothing.");
  }

  @Test
  void whatDoesNotRunInStagingGoesNoFurther() {
    DeliveredSite site = site("auto");
    pushAndTell(site, "Mend the menu", GOOD);
    tickUntil(site, () -> activities(site).contains("timer_lookAtStaging"));
    StagingHands.takeNames(desk, site);
    until(site, "failed");
    assertThat(newest(site).path("stage").asText()).isEqualTo("staging");
    assertThat(newest(site).path("message").asText())
        .contains("It does not run in staging", "The name server answers");
    assertThat(newest(site).path("log").asText())
        .contains("pretends to run " + newest(site).path("image").asText());
    assertThat(letters.to(site.ben(), "Nicht veröffentlicht").text()).contains("pretends to run");
    JsonNode seen =
        door.get("reviewer", "/api/services/" + site.id() + "/deliveries").json().at("/items/0");
    assertThat(seen.path("state").asText()).isEqualTo("failed");
    assertThat(seen.has("log")).as("what it said is for owners").isFalse();
    assertThat(letters.to("gil@" + site.slug() + ".test", "publicado").text())
        .contains("It does not run in staging")
        .doesNotContain("pretends to run");
    assertThat(desk.getBean(Hosting.class).find(StagingHands.staging(site))).isEmpty();
    assertThat(site.running().orElseThrow().image()).isEqualTo(OLD);
  }

  @Test
  void stagingTakesNoNameThatAServiceHas() {
    DeliveredSite site = site("auto");
    desk.getBean(Inventory.class)
        .reserve(
            List.of(
                new DeliveredService(
                    site.slug(),
                    ServiceKind.WORKER,
                    "www-staging",
                    null,
                    null,
                    OLD,
                    ManagedBy.COMMUNITY,
                    "{}",
                    now())));
    pushAndTell(site, "Mend the menu", GOOD);
    until(site, "failed");
    assertThat(newest(site).path("message").asText())
        .contains("called as its staging would be", site.slug() + ".www-staging");
  }

  @Test
  void whatThePlatformDoesNotTakeGoesNoFurther() {
    DeliveredSite site = site("auto");
    pushAndTell(site, "Mend the menu", GOOD);
    door.post(
        null,
        "/api/sandbox/marathon/faults",
        "{\"kind\": \"error\", \"method\": \"POST\", \"status\": 422, \"times\": 1}");
    until(site, "failed");
    assertThat(newest(site).path("message").asText()).startsWith("The platform does not take it");
  }

  @Test
  void whatIsWorseInProductionIsRolledBackAndNoAffairOfOps() {
    DeliveredSite site = site("auto");
    pushAndTell(site, "Mend the menu", GOOD);
    tickUntil(site, () -> activities(site).contains("gateway_awaitVisitors"));
    List<String> names = ProductionNames.take(desk, site);
    tickUntil(site, () -> activities(site).contains("timer_lookBack"));
    ProductionNames.give(desk, site, names);
    until(site, "failed");
    assertThat(newest(site).path("stage").asText()).isEqualTo("production");
    assertThat(newest(site).path("message").asText()).contains("It was rolled back");
    assertThat(letters.to(site.ana(), site.id()).text()).doesNotContain("sigue funcionando");
    assertThat(site.running().orElseThrow().image()).isEqualTo(OLD);
    assertThat(tasks.createTaskQuery().tenantIdIn(site.slug()).list()).isEmpty();
    assertThat(activities(site)).isEmpty();
  }

  @Test
  void aReleaseWhoseImageIsGoneHoldsNothingUp() {
    DeliveredSite bot = worker("auto");
    pushAndTell(bot, "One", GOOD);
    until(bot, "released");
    pushAndTell(bot, "Two", GOOD);
    until(bot, "released");
    // As if somebody had tidied up the registry.
    database.update(
        "update service_release set image = ?, digest = null where service = ? and number = 2",
        OLD + "-gone",
        bot.id());
    bringBack(bot, 2);
    String commit = pushAndTell(bot, "Three", GOOD);
    tickUntil(bot, () -> releases(bot).path(0).path("commit").asText().equals(commit));
    assertThat(deliveries(bot).path(1).path("state").asText()).isEqualTo("failed");
    assertThat(deliveries(bot).path(1).path("message").asText())
        .contains("The registry does not have the image", "Nothing was deployed");
    assertThat(tasks.createTaskQuery().tenantIdIn(bot.slug()).list()).isEmpty();
  }

  @Test
  void threeFailuresInADayPauseItAndOwnersSettleThat() {
    DeliveredSite site = site("auto");
    fail(site, 3);
    assertThat(source(site).path("pausedAt").isMissingNode()).isFalse();
    assertThat(letters.to(site.ben(), "angehalten").text()).contains("Settle the failures");
    assertThat(tasks.getVariable(task(site, "userTask_settlePause").getId(), "message"))
        .asString()
        .contains("no stage no\\_where");
    assertThat(mailsTo(site.ana(), "No publicado")).isEqualTo(3);

    String waiting = pushAndTell(site, "Mended", GOOD);
    run(site);
    assertThat(newest(site).path("state").asText()).isEqualTo("waiting");
    complete(
        site.ana(),
        task(site, "userTask_settlePause"),
        Map.of("decision", "help", "words", "What is a stage?"));
    String toOps = "Owners want help: deliveries of " + site.id();
    assertThat(letters.to("ops@desk.test", toOps).text()).contains("What is a stage?");
    complete(
        "ops", task(site, "userTask_helpOwners"), Map.of("words", "Name a stage that is there."));
    assertThat(letters.to(site.ana(), "Ayuda").text()).contains("Name a stage that is there.");
    complete(site.ben(), task(site, "userTask_settlePause"), Map.of("decision", "resume"));
    until(site, "released");
    assertThat(releases(site).path(0).path("commit").asText()).isEqualTo(waiting);
    assertThat(source(site).path("pausedAt").isMissingNode()).isTrue();
  }

  @Test
  void whatAStepOfABuildHasPrintedIsMailedAndPutBeforeOps() {
    DeliveredSite bot = worker("auto");
    String step = "RUN echo mixing the dough && exit 3";
    for (int i = 1; i <= 3; i++) {
      pushAndTell(bot, "Break it " + i, GOOD.replace("RUN echo made", step));
      until(bot, "failed");
    }
    assertThat(letters.to(bot.ben(), "Nicht veröffentlicht").text())
        .contains(step, "non-zero code: 3");
    complete(
        bot.ana(),
        task(bot, "userTask_settlePause"),
        Map.of("decision", "help", "words", "It is the dough."));
    assertThat(letters.to("ops@desk.test", "Owners want help: deliveries of " + bot.id()).text())
        .contains("It is the dough.", step);
    assertThat(tasks.getVariable(task(bot, "userTask_helpOwners").getId(), "log"))
        .asString()
        .contains(step);
  }

  @Test
  void helpIsGivenAlsoWhenSomebodyHasResumedMeanwhile() {
    DeliveredSite site = site("auto");
    fail(site, 3);
    complete(
        site.ana(),
        task(site, "userTask_settlePause"),
        Map.of("decision", "help", "words", "What is a [stage](https://phish.example)?"));
    assertThat(tasks.getVariable(task(site, "userTask_helpOwners").getId(), "question"))
        .isEqualTo("What is a \\[stage\\](https\\://phish\\.example)?");
    door.post(site.ben(), "/api/services/" + site.id() + "/delivery/resume", null);
    complete("ops", task(site, "userTask_helpOwners"), Map.of("words", "A part of a Dockerfile."));
    assertThat(letters.to(site.ana(), "Ayuda").text()).contains("A part of a Dockerfile.");
    assertThat(activities(site)).isEmpty();
  }

  @Test
  void whatIsPausedIsDeliveredByHandAllTheSame() {
    DeliveredSite site = site("auto");
    fail(site, 3);
    complete(site.ana(), task(site, "userTask_settlePause"), Map.of("decision", "leave"));
    pushAndTell(site, "Mended", GOOD);
    assertThat(newest(site).path("state").asText()).isEqualTo("waiting");
    deliverNow(site);
    until(site, "released");
    assertThat(source(site).path("pausedAt").isMissingNode()).isFalse();
  }

  @Test
  void aPauseThatNobodySettlesIsLeft() {
    DeliveredSite site = site("auto");
    fail(site, 3);
    tickUntil(site, () -> activities(site).isEmpty());
    assertThat(source(site).path("pausedAt").isMissingNode()).isFalse();
  }

  @Test
  void aBuildThatIsSilentIsLookedAt() {
    DeliveredSite site = site("auto");
    pushAndTell(site, "Mend the menu", GOOD);
    // As if the node that built had died between the end of the build and the telling.
    List<Job> timers =
        management.createJobQuery().tenantIdIn(site.slug()).list().stream()
            .filter(job -> job.getDuedate() != null)
            .toList();
    assertThat(timers).hasSize(1);
    management.executeJob(timers.get(0).getId());
    management
        .createJobQuery()
        .tenantIdIn(site.slug())
        .messages()
        .list()
        .forEach(job -> management.executeJob(job.getId()));
    assertThat(activities(site)).contains("gateway_awaitBuild");
    until(site, "released");
  }

  @Test
  void nobodyIsWaitedForWhoNeverBuilds() {
    DeliveredSite site = site("auto");
    pushAndTell(site, "Mend the menu", GOOD);
    for (int hour = 0; hour <= 12; hour++) {
      ClockUtil.setCurrentTime(Date.from(now().plus(Duration.ofHours(1)).plusMillis(1)));
      runWithoutBuilder(site);
    }
    assertThat(newest(site).path("state").asText()).isEqualTo("failed");
    assertThat(newest(site).path("message").asText())
        .contains("within 12 hours", "desk.builds.engine");
  }

  @Test
  void whoResumesByRestLeavesNobodyATask() {
    DeliveredSite site = site("auto");
    fail(site, 3);
    String waiting = pushAndTell(site, "Mended", GOOD);
    assertThat(task(site, "userTask_settlePause")).isNotNull();
    door.post(site.ana(), "/api/services/" + site.id() + "/delivery/resume", null);
    assertThat(task(site, "userTask_settlePause")).isNull();
    until(site, "released");
    assertThat(releases(site).path(0).path("commit").asText()).isEqualTo(waiting);
  }

  /** What OSV would publish. */
  private void advisory(String problem) {
    desk.getBean(AdvisoryRegister.class)
        .keep(
            desk.getBean(AdvisoryReader.class)
                .read(
                    """
                    {"id": "%s", "modified": "2027-03-01T00:00:00Z", "summary": "It pads too far",
                     "severity": [{"type": "CVSS_V3",
                       "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}],
                     "affected": [{"package": {"ecosystem": "npm", "name": "left-pad"},
                       "ranges": [{"type": "SEMVER",
                         "events": [{"introduced": "0"}, {"fixed": "1.3.1"}]}]}]}
                    """
                        .formatted(problem)),
            "{}");
  }

  private void fail(DeliveredSite site, int times) {
    for (int i = 1; i <= times; i++) {
      pushAndTell(site, "Break it " + i, BROKEN.replace("nowhere", "no_where"));
      until(site, "failed");
    }
  }
}
