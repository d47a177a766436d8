package org.mcws.desk.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mcws.desk.platform.hosting.Hosting;
import org.mcws.desk.update.DeliveredSite;

/** Whom deliveries ask, and what about. */
class DeliveryQuestionTests extends DeliveryStage {

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
    String approval = releases(site).path(0).path("approval").asText();
    assertThat(door.get(site.ana(), "/api/approvals/" + approval).json().path("answers"))
        .as("the release says by whose word it came")
        .extracting(voice -> voice.path("by").asText())
        .contains(site.ana(), site.ben());
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
}
