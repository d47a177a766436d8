package org.mcws.desk.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.Test;
import org.mcws.desk.advisory.AdvisoryReader;
import org.mcws.desk.advisory.AdvisoryRegister;
import org.mcws.desk.engine.Door.Answer;
import org.mcws.desk.inventory.DeliveredService;
import org.mcws.desk.inventory.Inventory;
import org.mcws.desk.inventory.ManagedBy;
import org.mcws.desk.inventory.ServiceKind;
import org.mcws.desk.platform.dns.DnsZones;
import org.mcws.desk.platform.hosting.Hosting;
import org.mcws.desk.update.DeliveredSite;
import org.springframework.beans.factory.annotation.Autowired;

/** What becomes of what is pushed. */
class DeliveryProcessTests extends DeliveryStage {

  private static final String WITH_BILL = GOOD + "COPY sbom.cdx.json /sbom.cdx.json\n";
  private static final String BILL =
      """
      {"bomFormat": "CycloneDX", "specVersion": "1.5", "components": [
        {"type": "library", "name": "left-pad", "version": "1.3.0",
         "purl": "pkg:npm/left-pad@1.3.0"}]}
      """;

  @Autowired private CommitReports reports;

  @Test
  void whatIsPushedIsBuiltStagedApprovedAndReleased() {
    DeliveredSite site = site("one-owner");
    String commit = pushAndTell(site, "Mend the menu", GOOD);
    untilAsked(site);

    JsonNode asked = newest(site);
    assertThat(asked.path("commit").asText()).isEqualTo(commit);
    assertThat(asked.path("title").asText()).isEqualTo("Mend the menu");
    assertThat(asked.path("askedBy").asText()).isEqualTo("gil");
    assertThat(asked.path("stage").asText()).isEqualTo("question");
    String image = asked.path("image").asText();
    assertThat(image).matches("registry\\.example/communities/.*:git-[0-9a-f]{12}@sha256:.{64}");
    Hosting hosting = desk.getBean(Hosting.class);
    assertThat(hosting.find(StagingHands.staging(site)))
        .hasValueSatisfying(
            app -> {
              assertThat(app.image()).isEqualTo(image);
              assertThat(app.settled()).isTrue();
            });
    assertThat(site.running().orElseThrow().image()).isEqualTo(OLD);
    assertThat(letters.to(site.ana(), "Mend the menu").text())
        .contains("staging-" + site.host(), "versión nueva");

    answer(site, site.ben(), "go");
    until(site, "released");
    assertThat(site.running().orElseThrow().image()).isEqualTo(image);
    assertThat(site.recordedImage()).isEqualTo(image);
    assertThat(hosting.find(StagingHands.staging(site))).isEmpty();
    assertThat(activities(site)).isEmpty();
    JsonNode release = releases(site).path(0);
    assertThat(release.path("number").asInt()).isEqualTo(2);
    assertThat(release.path("commit").asText()).isEqualTo(commit);
    assertThat(release.path("image").asText()).isEqualTo(image);
    assertThat(release.path("releasedBy").asText()).isEqualTo("gil");
    assertThat(release.path("approvedBy").asText()).isEqualTo(site.ben());
    assertThat(releases(site).path(1).path("image").asText()).isEqualTo(OLD);
  }

  @Test
  void nobodyIsAskedInAutomaticMode() {
    DeliveredSite site = site("auto");
    pushAndTell(site, "Mend the menu", GOOD);
    until(site, "released");
    assertThat(mailsTo(site.ana(), "Mend the menu")).isZero();
    assertThat(newest(site).has("approval")).isFalse();
  }

  @Test
  void aWorkerNeedsNoStaging() {
    DeliveredSite bot = worker("auto");
    assertThat(source(bot).path("staged").asBoolean()).isFalse();
    pushAndTell(bot, "Answer faster", GOOD);
    until(bot, "released");
    assertThat(bot.running().orElseThrow().image()).contains(":git-");
  }

  @Test
  void twoOwnersMustAgreeWhereTwoAreWanted() {
    DeliveredSite site = site("two-owners");
    pushAndTell(site, "Mend the menu", GOOD);
    untilAsked(site);
    answer(site, site.ana(), "go");
    pass(site, Duration.ofHours(1));
    assertThat(newest(site).path("stage").asText()).isEqualTo("question");
    answer(site, site.ben(), "go");
    until(site, "released");
  }

  @Test
  void aNoGoIsTheEndOfItAndNoAffairOfOps() {
    DeliveredSite site = site("one-owner");
    pushAndTell(site, "Mend the menu", GOOD);
    untilAsked(site);
    answer(site, site.ana(), "noGo");
    until(site, "refused");
    assertThat(newest(site).path("decidedBy").asText()).isEqualTo(site.ana());
    assertThat(newest(site).path("decision").asText()).isEqualTo("The menu is gone.");
    assertThat(site.running().orElseThrow().image()).isEqualTo(OLD);
    assertThat(desk.getBean(Hosting.class).find(StagingHands.staging(site))).isEmpty();
    assertThat(tasks.createTaskQuery().tenantIdIn(site.slug()).list()).isEmpty();
  }

  @Test
  void silenceReleasesNothing() {
    DeliveredSite site = site("one-owner");
    pushAndTell(site, "Mend the menu", GOOD);
    untilAsked(site);
    until(site, "refused");
    assertThat(site.running().orElseThrow().image()).isEqualTo(OLD);
  }

  @Test
  void whatNobodyEverDecidesIsWithdrawn() {
    DeliveredSite site = site("one-owner");
    pushAndTell(site, "Mend the menu", GOOD);
    untilAsked(site);
    complete(
        site.ana(),
        task(site, "userTask_answerQuestion"),
        Map.of("answer", "help", "reason", "What is this?"));
    until(site, "refused");
    assertThat(newest(site).path("decision").asText()).isEqualTo("Nobody has decided in time.");
    assertThat(activities(site)).isEmpty();
  }

  @Test
  void ofManyCommitsOnlyTheNewestWaits() {
    DeliveredSite site = site("auto");
    String first = pushAndTell(site, "One", GOOD);
    pushAndTell(site, "Two", GOOD);
    String third = pushAndTell(site, "Three", GOOD);
    assertThat(deliveries(site)).hasSize(2);
    assertThat(deliveries(site).path(0).path("state").asText()).isEqualTo("waiting");
    assertThat(deliveries(site).path(0).path("commit").asText()).isEqualTo(third);
    assertThat(deliveries(site).path(1).path("commit").asText()).isEqualTo(first);
    tickUntil(site, () -> deliveries(site).path(1).path("state").asText().equals("released"));
    // The first build took what the branch had by then, and once is enough.
    assertThat(releases(site)).hasSize(2);
    assertThat(releases(site).path(0).path("commit").asText()).isEqualTo(third);
    assertThat(newest(site).path("state").asText()).isEqualTo("overtaken");
    assertThat(activities(site)).isEmpty();
  }

  @Test
  void aNewerCommitOvertakesTheOneThatOwnersAreAskedAbout() {
    DeliveredSite site = site("one-owner");
    pushAndTell(site, "One", GOOD);
    untilAsked(site);
    String second = pushAndTell(site, "Two", GOOD);
    run(site);
    assertThat(deliveries(site).path(1).path("state").asText()).isEqualTo("overtaken");
    untilAsked(site);
    assertThat(tasks.createTaskQuery().tenantIdIn(site.slug()).list()).hasSize(1);
    answer(site, site.ana(), "go");
    until(site, "released");
    assertThat(releases(site).path(0).path("commit").asText()).isEqualTo(second);
  }

  @Test
  void nobodyIsAskedAboutWhatIsOvertakenAlready() {
    DeliveredSite site = site("one-owner");
    pushAndTell(site, "One", GOOD);
    tickUntil(site, () -> activities(site).contains("timer_lookAtStaging"));
    String second = pushAndTell(site, "Two", GOOD);
    untilAsked(site);
    assertThat(mailsTo(site.ana(), "One")).isZero();
    assertThat(deliveries(site).path(1).path("state").asText()).isEqualTo("overtaken");
    assertThat(newest(site).path("commit").asText()).isEqualTo(second);
  }

  @Test
  void aReleaseIsBroughtBackByItsDigestAndOnlyAnOlderOneNeedsTheOwnersWord() {
    DeliveredSite bot = worker("auto");
    pushAndTell(bot, "One", GOOD);
    until(bot, "released");
    String second = newest(bot).path("image").asText();
    pushAndTell(bot, "Two", GOOD);
    until(bot, "released");
    int builds = builds(bot);
    connect(bot, "one-owner");

    Answer answer = bringBack(bot, 2);
    assertThat(answer.header("Location"))
        .isEqualTo("/api/deliveries/" + answer.json().path("id").asText());
    until(bot, "released");
    assertThat(newest(bot).has("approval")).as("it is one of the last three").isFalse();
    assertThat(builds(bot)).isEqualTo(builds);
    assertThat(bot.running().orElseThrow().image()).isEqualTo(second);
    JsonNode release = releases(bot).path(0);
    assertThat(release.path("number").asInt()).isEqualTo(4);
    assertThat(release.path("bringsBack").asInt()).isEqualTo(2);
    assertThat(release.path("releasedBy").asText()).isEqualTo(bot.ana());

    bringBack(bot, 1);
    untilAsked(bot);
    pushAndTell(bot, "Three", GOOD);
    run(bot);
    assertThat(deliveries(bot).path(1).path("state").asText())
        .as("a commit does not come before a release that is brought back")
        .isEqualTo("running");
    answer(bot, bot.ben(), "noGo");
    tickUntil(bot, () -> deliveries(bot).path(1).path("state").asText().equals("refused"));
    assertThat(bot.running().orElseThrow().image()).isEqualTo(second);
  }

  @Test
  void theConfigurationComesWithTheReleaseAndGoesBackWithIt() {
    DeliveredSite site = worker("auto");
    configure(site, "production", Map.of("GREETING", "Hola"));
    pushAndTell(site, "One", GOOD);
    until(site, "released");
    Hosting hosting = desk.getBean(Hosting.class);
    assertThat(hosting.definition(site.app()).orElseThrow().settings().environment())
        .containsEntry("GREETING", "Hola");
    configure(site, "production", Map.of("GREETING", "Adiós"));
    deliverNow(site);
    until(site, "released");
    assertThat(hosting.definition(site.app()).orElseThrow().settings().environment())
        .containsEntry("GREETING", "Adiós");
    assertThat(releases(site).path(0).path("configuration").asInt()).isEqualTo(2);
    assertThat(releases(site).path(0).path("configurationHash").asText())
        .isNotEqualTo(releases(site).path(1).path("configurationHash").asText());
    bringBack(site, 2);
    until(site, "released");
    assertThat(hosting.definition(site.app()).orElseThrow().settings().environment())
        .containsEntry("GREETING", "Hola");
  }

  @Test
  void stagingIsToldWhatIsSaidForItAndNothingOfProductions() {
    DeliveredSite site = site("one-owner");
    configure(site, "production", Map.of("DATABASE", "the real one"));
    configure(site, "staging", Map.of("DATABASE", "a copy"));
    pushAndTell(site, "One", GOOD);
    untilAsked(site);
    assertThat(
            desk.getBean(Hosting.class)
                .definition(StagingHands.staging(site))
                .orElseThrow()
                .settings()
                .environment())
        .isEqualTo(Map.of("DATABASE", "a copy"));
  }

  @Test
  void whatCannotBeBuiltGoesToWhoeverPushedItAndTheOwners() {
    DeliveredSite site = site("auto");
    pushAndTell(site, "Break it", BROKEN);
    until(site, "failed");
    JsonNode failed = newest(site);
    assertThat(failed.path("stage").asText()).isEqualTo("build");
    assertThat(failed.path("message").asText()).contains("There is no stage nowhere");
    for (String reader : List.of("gil@" + site.slug() + ".test", site.ana(), site.ben())) {
      assertThat(letters.to(reader, site.id()).text()).contains("There is no stage nowhere");
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
  void theForgeIsToldHowACommitFares() {
    DeliveredSite bot = worker("one-owner");
    Answer kept = tellForge(bot, "green-tea");
    assertThat(kept.status()).as(kept.text()).isEqualTo(200);
    assertThat(kept.text()).doesNotContain("green-tea");
    String commit = pushAndTell(bot, "Answer faster", GOOD);
    untilAsked(bot);
    reports.tellDue();
    answer(bot, bot.ana(), "go");
    until(bot, "released");
    reports.tellDue();
    assertThat(FORGE.states(commit))
        .containsExactly("pending: The owners are asked.", "success: It is release 2.");
    String broken = pushAndTell(bot, "Break it", BROKEN);
    until(bot, "failed");
    tellForge(bot, "coffee");
    reports.tellDue();
    assertThat(FORGE.states(broken)).isEmpty();
    assertThat(source(bot).path("forgeTrouble").asText()).contains("write:repository");
  }

  @Test
  void whatDoesNotRunInStagingGoesNoFurther() {
    DeliveredSite site = site("auto");
    pushAndTell(site, "Mend the menu", GOOD);
    tickUntil(site, () -> activities(site).contains("timer_lookAtStaging"));
    desk.getBean(DnsZones.class).removeRecords("example", site.slug());
    until(site, "failed");
    assertThat(newest(site).path("stage").asText()).isEqualTo("staging");
    assertThat(newest(site).path("message").asText())
        .contains("It does not run in staging", "The name server answers");
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
    assertThat(site.running().orElseThrow().image()).isEqualTo(OLD);
    assertThat(tasks.createTaskQuery().tenantIdIn(site.slug()).list()).isEmpty();
    assertThat(activities(site)).isEmpty();
  }

  @Test
  void threeFailuresInADayPauseItAndOwnersSettleThat() {
    DeliveredSite site = site("auto");
    fail(site, 3);
    assertThat(source(site).path("pausedAt").isMissingNode()).isFalse();
    assertThat(letters.to(site.ben(), "angehalten").text()).contains("Settle the failures");
    assertThat(mailsTo(site.ana(), "No publicado")).isEqualTo(3);

    String waiting = pushAndTell(site, "Mended", GOOD);
    run(site);
    assertThat(newest(site).path("state").asText()).isEqualTo("waiting");
    complete(
        site.ana(),
        task(site, "userTask_settlePause"),
        Map.of("decision", "help", "words", "What is a stage?"));
    complete(
        "ops", task(site, "userTask_helpOwners"), Map.of("words", "Name a stage that is there."));
    assertThat(letters.to(site.ana(), "Ayuda").text()).contains("Name a stage that is there.");
    complete(site.ben(), task(site, "userTask_settlePause"), Map.of("decision", "resume"));
    until(site, "released");
    assertThat(releases(site).path(0).path("commit").asText()).isEqualTo(waiting);
    assertThat(source(site).path("pausedAt").isMissingNode()).isTrue();
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
    management.createJobQuery().tenantIdIn(site.slug()).list().stream()
        .filter(job -> job.getDuedate() != null)
        .forEach(job -> management.executeJob(job.getId()));
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
  void ownersStartItInTasklistToo() {
    DeliveredSite site = site("auto");
    Answer answer =
        door.post(
            site.ana(),
            "/engine-rest/process-definition/key/delivery/submit-form",
            json(Map.of("variables", Map.of("serviceId", Map.of("value", site.id())))));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    Answer again =
        door.post(
            site.ben(),
            "/engine-rest/process-definition/key/delivery/submit-form",
            json(Map.of("variables", Map.of("serviceId", Map.of("value", site.id())))));
    assertThat(again.status()).isEqualTo(400);
    assertThat(again.text()).contains("Something is being delivered to the service just now");
    until(site, "released");
  }

  @Test
  void strangersDeliverNothing() {
    DeliveredSite site = site("auto");
    DeliveredSite other = site("auto");
    String address = "/api/services/" + site.id();
    assertThat(door.get(other.ana(), address + "/deliveries").status()).isEqualTo(404);
    assertThat(door.post(other.ana(), address + "/deliveries", "{}").status()).isEqualTo(404);
    assertThat(door.get(other.ana(), address + "/releases").status()).isEqualTo(404);
    assertThat(door.post(other.ana(), address + "/delivery/hook-secret", null).status())
        .isEqualTo(404);
    Answer started =
        door.post(
            other.ana(),
            "/engine-rest/process-definition/key/delivery/submit-form",
            json(Map.of("variables", Map.of("serviceId", Map.of("value", site.id())))));
    assertThat(started.status()).isEqualTo(400);
    assertThat(started.text()).contains("no service of this id that you are an owner of");
    assertThat(deliveries(site)).isEmpty();
  }

  @Test
  void anInstanceThatOpsDeleteLetsTheNextOneBegin() {
    DeliveredSite site = site("one-owner");
    pushAndTell(site, "One", GOOD);
    untilAsked(site);
    String instance = newest(site).path("processInstanceId").asText();
    assertThat(
            door.send("ops", "DELETE", "/engine-rest/process-instance/" + instance, null).status())
        .isEqualTo(204);
    assertThat(newest(site).path("state").asText()).isEqualTo("cancelled");
    assertThat(tasks.createTaskQuery().tenantIdIn(site.slug()).list())
        .as("nobody is asked any more")
        .isEmpty();
    pushAndTell(site, "Two", GOOD);
    assertThat(newest(site).path("state").asText()).isEqualTo("running");
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

  private Answer tellForge(DeliveredSite site, String token) {
    return door.send(
        site.ana(),
        "PUT",
        "/api/services/" + site.id() + "/delivery/forge",
        json(Map.of("kind", "gitea", "token", token)));
  }

  private void fail(DeliveredSite site, int times) {
    for (int i = 1; i <= times; i++) {
      pushAndTell(site, "Break it " + i, BROKEN);
      until(site, "failed");
    }
  }

  private void deliverNow(DeliveredSite site) {
    ClockUtil.setCurrentTime(Date.from(now().plusSeconds(1)));
    Answer answer = door.post(site.ben(), "/api/services/" + site.id() + "/deliveries", "{}");
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
  }

  private void configure(DeliveredSite site, String environment, Map<String, String> variables) {
    Answer answer =
        door.send(
            site.ana(),
            "PUT",
            "/api/services/" + site.id() + "/configuration/" + environment,
            json(Map.of("variables", variables)));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }
}
