package org.mcws.desk.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mcws.desk.engine.Door.Answer;
import org.mcws.desk.platform.hosting.App;
import org.mcws.desk.platform.hosting.Hosting;
import org.mcws.desk.update.DeliveredSite;
import org.springframework.beans.factory.annotation.Autowired;

/** What becomes of what is pushed. */
class DeliveryProcessTests extends DeliveryStage {

  @Autowired private CommitReports reports;
  @Autowired private LeftStaging left;

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
    assertThat(StagingHands.names(desk, site)).containsExactly("staging-" + site.host());
    assertThat(site.running().orElseThrow().image()).isEqualTo(OLD);
    assertThat(letters.to(site.ana(), "Mend the menu").text())
        .contains("staging-" + site.host(), "versión nueva");

    answer(site, site.ben(), "go");
    until(site, "released");
    assertThat(site.running().orElseThrow().image()).isEqualTo(image);
    assertThat(site.recordedImage()).isEqualTo(image);
    assertThat(hosting.find(StagingHands.staging(site))).isEmpty();
    assertThat(StagingHands.names(desk, site)).isEmpty();
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
  void stagingGetsLittleOfTheMachine() {
    DeliveredSite site = connected(DeliveredSite.site(desk, OLD, 2), "one-owner");
    pushAndTell(site, "One", GOOD);
    untilAsked(site);
    App.Resources staging =
        desk.getBean(Hosting.class)
            .definition(StagingHands.staging(site))
            .orElseThrow()
            .resources();
    assertThat(staging.cpus()).isEqualTo(0.2);
    assertThat(staging.memoryMiB()).isPositive().isLessThanOrEqualTo(512);
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
  void theForgeHearsOfBothCommitsIfTheBranchMovesOnBeforeTheBuild() {
    DeliveredSite bot = worker("auto");
    tellForge(bot, "green-tea");
    String first = pushAndTell(bot, "One", GOOD);
    reports.tellDue();
    assertThat(FORGE.states(first)).containsExactly("pending: It is built and checked.");
    String second = push(bot, "Two", GOOD);
    tickUntil(bot, () -> states(bot).equals(Map.of(first, "overtaken", second, "released")));
    reports.tellDue();
    assertThat(FORGE.states(first)).last().isEqualTo("failure: Something newer came before it.");
    assertThat(FORGE.states(second)).last().isEqualTo("success: It is release 2.");
  }

  @Test
  void whoWantsTheNewestCommitGetsItAndTheForgeHearsOfNoOther() {
    DeliveredSite bot = worker("auto");
    tellForge(bot, "green-tea");
    String seen = source(bot).path("commitSeen").asText();
    String newest = push(bot, "Two", GOOD);
    deliverNow(bot);
    reports.tellDue();
    until(bot, "released");
    reports.tellDue();
    assertThat(states(bot)).isEqualTo(Map.of(newest, "released"));
    assertThat(FORGE.states(seen)).isEmpty();
    assertThat(FORGE.states(newest)).last().isEqualTo("success: It is release 2.");
    look();
    assertThat(deliveries(bot)).as("it is not new any more").hasSize(1);
  }

  @Test
  void whatIsPushedWhileTheNewestIsBuiltIsThatOneAndTheForgeHearsOfNoOther() {
    DeliveredSite bot = worker("auto");
    tellForge(bot, "green-tea");
    String seen = source(bot).path("commitSeen").asText();
    deliverNow(bot);
    String pushed = pushAndTell(bot, "Two", GOOD);
    assertThat(newest(bot).path("state").asText()).isEqualTo("waiting");
    tickUntil(bot, () -> states(bot).equals(Map.of(seen, "overtaken", pushed, "released")));
    reports.tellDue();
    assertThat(FORGE.states(seen)).isEmpty();
    assertThat(FORGE.states(pushed)).last().isEqualTo("success: It is release 2.");
    assertThat(releases(bot)).hasSize(2);
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
    assertThat(desk.getBean(Hosting.class).find(StagingHands.staging(site))).isPresent();
    left.remove();
    assertThat(desk.getBean(Hosting.class).find(StagingHands.staging(site))).isEmpty();
    assertThat(StagingHands.names(desk, site)).isEmpty();
    pushAndTell(site, "Two", GOOD);
    assertThat(newest(site).path("state").asText()).isEqualTo("running");
  }

  @Test
  void whatADeletedInstanceHasLeftInStagingIsTheNextOnes() {
    DeliveredSite site = site("one-owner");
    pushAndTell(site, "One", GOOD);
    untilAsked(site);
    String instance = newest(site).path("processInstanceId").asText();
    door.send("ops", "DELETE", "/engine-rest/process-instance/" + instance, null);
    pushAndTell(site, "Two", GOOD);
    untilAsked(site);
    left.remove();
    assertThat(desk.getBean(Hosting.class).find(StagingHands.staging(site))).isPresent();
    answer(site, site.ana(), "go");
    until(site, "released");
    assertThat(desk.getBean(Hosting.class).find(StagingHands.staging(site))).isEmpty();
  }

  private Answer tellForge(DeliveredSite site, String token) {
    return door.send(
        site.ana(),
        "PUT",
        "/api/services/" + site.id() + "/delivery/forge",
        json(Map.of("kind", "gitea", "token", token)));
  }
}
