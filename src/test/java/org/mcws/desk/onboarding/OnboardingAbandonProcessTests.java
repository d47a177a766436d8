package org.mcws.desk.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcws.desk.engine.Door.Answer;

/** Ops abandon an onboarding wherever it stands, and nothing of it is left. */
class OnboardingAbandonProcessTests extends OnboardingStage {

  private static final String WHY = "The community has dissolved";

  @Test
  void whileTheReviewersVote() {
    Play play = start(AskedFor.forNewCommunity().notVouched());
    assertThat(instance(play)).isWaitingAt("userTask_castVote");
    assertAbandoned(play);
  }

  @Test
  void whileTheOwnersAreAskedWhoseAccountsGoAgain() {
    AskedFor asked = AskedFor.forNewCommunity();
    Play play = start(asked);
    work(play);
    answerByLink(play, asked.ana(), "yes");
    assertThat(people.hasAccount(asked.ana())).isTrue();
    assertAbandoned(play);
    assertThat(people.hasAccount(asked.ana())).isFalse();
    assertThat(letters.to(asked.ana(), "abandonó").text()).contains(WHY);
  }

  @Test
  void whileAnExceptionIsAskedFor() {
    AskedFor asked = AskedFor.forNewCommunity();
    Play play = start(asked);
    work(play);
    answerByLink(play, asked.ana(), "no");
    answerByLink(play, asked.ben(), "no");
    work(play);
    assertThat(instance(play)).isWaitingAt("userTask_grantException");
    assertAbandoned(play);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "serviceTask_registerCommunity",
        "serviceTask_provisionHosting",
        "serviceTask_publishRecords",
        "serviceTask_provisionMail",
        "serviceTask_awaitHealthyApps",
        "serviceTask_checkAsVisitor"
      })
  void beforeAStepWhileTheOthersAreDone(String step) {
    Play play = startWithOwners(AskedFor.forNewCommunity().everything());
    workBefore(play, step);
    assertThat(job(play, step)).isNotNull();
    assertAbandoned(play);
  }

  /** Each step has had an effect on the platform when it fails, and is given up before a retry. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "serviceTask_provisionHosting | marathon | POST  | /v2/apps",
        "serviceTask_publishRecords   | dns      | POST  | /api/v1/servers/localhost/zones",
        "serviceTask_publishRecords   | dns      | PATCH | .*",
        "serviceTask_provisionMail    | mail     | PUT   | /domains/.*",
        "serviceTask_provisionMail    | mail     | PUT   | /users/.*",
        "serviceTask_provisionMail    | mail     | PUT   | /address/.*",
      })
  void whileAStepIsUnderWayWhoseEffectHasHappened(
      String step, String server, String method, String path) {
    Play play = startWithOwners(AskedFor.forNewCommunity().everything());
    workBefore(play, step);
    misbehave(
        server,
        json(
            Map.of(
                "kind", "cut", "method", method, "path", path, "times", 20, "afterEffect", true)));
    Job job = job(play, step);
    attempt(job);
    assertThat(job(play, step).getRetries()).isLessThan(7);
    door.send(null, "DELETE", "/api/sandbox/" + server + "/faults", null);
    assertThat(platform.all(play.slug())).isNotEmpty();
    assertAbandoned(play);
  }

  @Test
  void whileItIsTriedAgainWhetherEverythingCanBeReached() {
    AskedFor asked = AskedFor.forNewCommunity().services(AskedFor.SITE.replace("www.SLUG", "SLUG"));
    Play play = startWithOwners(asked);
    workBefore(play, "serviceTask_checkAsVisitor");
    platform.removeAddress("example", asked.domain());
    work(play);
    assertThat(instance(play)).isWaitingAt("timer_checkAgain");
    assertAbandoned(play);
  }

  @Test
  void whileTheOwnersAreToTakeOverWhichRemovesAllOfItInReverse() {
    AskedFor asked = AskedFor.forNewCommunity().everything();
    Play play = startUntilHandover(asked);
    assertAbandoned(play);
    assertThat(people.hasAccount(asked.ana())).isFalse();
    assertThat(people.hasAccount(asked.ben())).isFalse();
    assertThat(compensations(play)).last().isEqualTo("serviceTask_deregisterCommunity");
    assertThat(compensations(play))
        .containsExactlyInAnyOrder(
            "serviceTask_removeHosting",
            "serviceTask_removeRecords",
            "serviceTask_removeMail",
            "serviceTask_deregisterCommunity");
    assertThat(letters.to(asked.ben(), "was abandoned").text()).contains(WHY);
    // The names are free again, for the whole way.
    Play again = startUntilHandover(AskedFor.forCommunity(asked.slug()).everything());
    assertThat(platform.all(asked.slug())).hasSize(7);
    assertAbandoned(again);
  }

  @Test
  void fromTheTaskInWhichOpsRepairWhatIsMissing() {
    AskedFor asked = AskedFor.forNewCommunity().everything();
    Play play = startUntilHandover(asked);
    openAccount(asked.ana());
    complete(
        asked.ana(),
        task(play, "userTask_takeOver"),
        Map.of("handover", "missing", "missing", "Everything"));
    complete("ops", task(play, "userTask_repairFindings"), Map.of("abandonReason", WHY));
    work(play);
    assertThat(ends(play)).containsExactly("endEvent_abandoned");
    assertNothingIsLeft(play);
  }

  @Test
  void peopleOfOtherCommunitiesKeepTheirAccounts() {
    AskedFor first = AskedFor.forNewCommunity();
    Play stays = startUntilHandover(first);
    AskedFor second = AskedFor.forNewCommunity().owner("Ana Alba", first.ana());
    Play goes = start(second);
    work(goes);
    answerByLink(goes, first.ana(), "yes");
    answerByLink(goes, second.ana(), "yes");
    answerByLink(goes, second.ben(), "yes");
    work(goes);
    assertThat(people.owners(second.slug())).contains(first.ana());
    assertAbandoned(goes);
    assertThat(people.hasAccount(second.ana())).isFalse();
    assertThat(people.hasAccount(first.ana())).isTrue();
    takeOver(stays, first.ana());
    work(stays);
    assertThat(ends(stays)).containsExactly("endEvent_onboarded");
  }

  @Test
  void theirTidyingUpIsTriedAgainWhenThePlatformStumbles() {
    Play play = startUntilHandover(AskedFor.forNewCommunity().everything());
    misbehave("marathon", "{\"kind\": \"error\", \"times\": 2}");
    misbehave("dns", "{\"kind\": \"error\", \"times\": 2}");
    misbehave("mail", "{\"kind\": \"cut\", \"times\": 2, \"afterEffect\": true}");
    abandon(play, WHY);
    work(play);
    assertThat(told(play).json().path("waitingFor").get(0).path("trouble").asText())
        .containsPattern("[Cc]heck|[Ll]ook")
        .doesNotContain("EventSubscriptionEntity");
    for (int minutes = 0; minutes < 20 && instance(play) != null; minutes++) {
      pass(play, Duration.ofMinutes(1));
    }
    assertThat(ends(play)).as(told(play).text()).containsExactly("endEvent_abandoned");
    assertNothingIsLeft(play);
  }

  @Test
  void itIsForOpsAndNeedsAReasonAndHappensOnce() {
    Play play = start(AskedFor.forNewCommunity());
    String path = "/api/onboardings/" + play.id() + "/abandon";
    assertThat(door.post("reviewer", path, "{\"reason\": \"no\"}").status()).isEqualTo(403);
    assertThat(door.post("ops", path, "{\"reason\": \" \"}").status()).isEqualTo(400);
    assertAbandoned(play);
    assertThat(door.post("ops", path, "{\"reason\": \"again\"}").status()).isEqualTo(409);
  }

  @Test
  void aReasonOfBlanksIsNone() {
    AskedFor asked = AskedFor.forNewCommunity();
    platform.makeZone(asked.domain());
    Play play = startWithOwners(asked);
    work(play);
    platform.removeZone(asked.domain());
    complete("ops", task(play, "userTask_resolveDnsRefusal"), Map.of("abandonReason", "  "));
    work(play);
    assertThat(instance(play)).isWaitingAt("userTask_takeOver");
  }

  @Test
  void bySettingTheVariableInCockpit() {
    Play play = startUntilHandover(AskedFor.forNewCommunity());
    Answer set =
        door.send(
            "ops",
            "PUT",
            "/engine-rest/process-instance/" + play.instance() + "/variables/abandonReason",
            json(Map.of("value", WHY, "type", "String")));
    assertThat(set.status()).as(set.text()).isEqualTo(204);
    work(play);
    assertThat(ends(play)).containsExactly("endEvent_abandoned");
    assertThat(told(play).json().path("summary").asText()).contains(WHY);
    assertNothingIsLeft(play);
  }

  @Test
  void askedForASecondTimeWhileItTidiesUpItStillEndsOnce() {
    Play play = startUntilHandover(AskedFor.forNewCommunity());
    abandon(play, WHY);
    abandon(play, "Again, since nothing seems to happen");
    work(play);
    assertThat(ends(play)).containsExactly("endEvent_abandoned");
    assertNothingIsLeft(play);
  }

  private void assertAbandoned(Play play) {
    abandon(play, WHY);
    work(play);
    assertThat(ends(play)).contains("endEvent_abandoned");
    assertThat(state(play)).isEqualTo("abandoned");
    assertThat(letters.to(play.asked().requester(), "was abandoned").text()).contains(WHY);
    assertNothingIsLeft(play);
  }

  private List<String> compensations(Play play) {
    return history
        .createHistoricActivityInstanceQuery()
        .processInstanceId(play.instance())
        .finished()
        .orderByHistoricActivityInstanceEndTime()
        .asc()
        .list()
        .stream()
        .map(activity -> activity.getActivityId())
        .filter(id -> id.startsWith("serviceTask_remove") || id.startsWith("serviceTask_dereg"))
        .toList();
  }
}
