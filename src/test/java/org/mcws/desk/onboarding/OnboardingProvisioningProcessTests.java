package org.mcws.desk.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.mcws.desk.engine.Door.Answer;
import org.mcws.desk.platform.dns.AuthoritativeLookup;
import org.springframework.beans.factory.annotation.Autowired;

/** What was asked for is made on the platform; refusals and failures on the way. */
class OnboardingProvisioningProcessTests extends OnboardingStage {

  private static final String HOSTING = "serviceTask_provisionHosting";

  @Autowired private AuthoritativeLookup names;

  @Test
  void everythingThatWasAskedForIsThereAndWorksBeforeTheOwnersGetIt() {
    AskedFor asked = AskedFor.forNewCommunity().everything();
    Play play = startUntilHandover(asked);
    String slug = asked.slug();
    assertThat(platform.all(slug))
        .containsExactlyInAnyOrder(
            "/" + slug + "/www",
            "/" + slug + "/bot",
            "zone " + slug + ".example.",
            "mail domain " + slug + ".example",
            "mailbox ana@" + slug + ".example",
            "mailbox ben@" + slug + ".example",
            "alias info@" + slug + ".example");
    assertThat(names.lookup("www." + slug + ".example", "A")).containsExactly("127.0.0.1");
    assertThat(names.lookup(slug + ".example", "MX")).containsExactly("10 mail.example.");
    assertThat(names.lookup(slug + ".example", "TXT")).hasSize(1);
    JsonNode findings = told(play).json().path("visitorChecks");
    assertThat(findings.toString()).contains("www." + slug + ".example", "info@" + slug);
    assertThat(findings.findValuesAsText("reached")).containsOnly("true");
    assertThat(letters.to(asked.ben(), "are ready").text()).contains("www." + slug + ".example");
  }

  @Test
  void aForeignAppOfTheSameNameIsPutBeforeOpsAndNotTouched() {
    String olga = newOps();
    AskedFor asked = AskedFor.forNewCommunity().services(AskedFor.WORKER);
    platform.makeApp("/" + asked.slug() + "/bot");
    Play play = startWithOwners(asked);
    work(play);
    Task task = task(play, "userTask_resolveHostingRefusal");
    assertThat(refusal(task)).contains("/" + asked.slug() + "/bot");
    pass(play, Duration.ofHours(25));
    assertThat(mailsTo(olga, "Resolve the hosting refusal")).isEqualTo(2);
    // Ops say it is done although it is not: they are asked again.
    complete("ops", task, Map.of());
    work(play);
    platform.removeApp("/" + asked.slug() + "/bot");
    complete("ops", task(play, "userTask_resolveHostingRefusal"), Map.of());
    work(play);
    assertThat(instance(play)).isWaitingAt("userTask_takeOver");
    assertThat(platform.apps(asked.slug())).containsExactly("/" + asked.slug() + "/bot");
  }

  @Test
  void aForeignZoneIsPutBeforeOpsAndNotTouched() {
    String olga = newOps();
    AskedFor asked = AskedFor.forNewCommunity();
    platform.makeZone(asked.domain());
    Play play = startWithOwners(asked);
    work(play);
    Task task = task(play, "userTask_resolveDnsRefusal");
    assertThat(refusal(task)).contains(asked.domain());
    pass(play, Duration.ofHours(25));
    assertThat(mailsTo(olga, "Resolve the DNS refusal")).isEqualTo(2);
    platform.removeZone(asked.domain());
    complete("ops", task, Map.of("abandonReason", ""));
    work(play);
    assertThat(instance(play)).isWaitingAt("userTask_takeOver");
  }

  @Test
  void aForeignRecordInTheSharedZoneIsPutBeforeOpsAndNotTouched() {
    AskedFor asked = AskedFor.forNewCommunity().services(AskedFor.SITE.replace("www.SLUG", "SLUG"));
    platform.makeAddress("example", asked.domain());
    Play play = startWithOwners(asked);
    work(play);
    Task task = task(play, "userTask_resolveDnsRefusal");
    assertThat(refusal(task)).contains(asked.domain());
    assertThat(names.lookup(asked.domain(), "A")).containsExactly("192.0.2.7");
    platform.removeAddress("example", asked.domain());
    complete("ops", task, Map.of());
    work(play);
    assertThat(names.lookup(asked.domain(), "A")).containsExactly("127.0.0.1");
    assertThat(instance(play)).isWaitingAt("userTask_takeOver");
  }

  @Test
  void aForeignMailDomainIsPutBeforeOpsAndNotTouched() {
    String olga = newOps();
    AskedFor asked = AskedFor.forNewCommunity().services(AskedFor.MAIL);
    platform.makeMailDomain(asked.domain());
    platform.makeMailbox("old@" + asked.domain());
    Play play = startWithOwners(asked);
    work(play);
    Task task = task(play, "userTask_resolveMailRefusal");
    assertThat(refusal(task)).contains(asked.domain());
    assertThat(platform.mail(asked.slug()))
        .containsExactlyInAnyOrder(
            "mail domain " + asked.domain(), "mailbox old@" + asked.domain());
    pass(play, Duration.ofHours(25));
    assertThat(mailsTo(olga, "Resolve the mail refusal")).isEqualTo(2);
    platform.removeMailbox("old@" + asked.domain());
    platform.removeMailDomain(asked.domain());
    complete("ops", task, Map.of());
    work(play);
    assertThat(instance(play)).isWaitingAt("userTask_takeOver");
    assertThat(platform.mail(asked.slug())).hasSize(4);
  }

  @Test
  void aRefusalCanEndInAbandonmentWhichLeavesTheForeignThingAlone() {
    AskedFor asked = AskedFor.forNewCommunity().services(AskedFor.WORKER, AskedFor.MAIL);
    platform.makeMailDomain(asked.domain());
    Play play = startWithOwners(asked);
    work(play);
    assertThat(platform.apps(asked.slug())).hasSize(1);
    complete(
        "ops",
        task(play, "userTask_resolveMailRefusal"),
        Map.of("abandonReason", "The name is somebody else's"));
    work(play);
    assertThat(ends(play)).contains("endEvent_abandoned");
    assertThat(platform.all(asked.slug())).containsExactly("mail domain " + asked.domain());
    platform.removeMailDomain(asked.domain());
    assertNothingIsLeft(play);
  }

  @Test
  void aPlatformThatStumblesIsTriedAgainAndNothingIsMadeTwice() {
    AskedFor asked = AskedFor.forNewCommunity().everything();
    Play play = startWithOwners(asked);
    // Each breaks after the effect, so that what was made is there when the step is tried again.
    misbehave("marathon", "{\"kind\": \"cut\", \"method\": \"POST\", \"afterEffect\": true}");
    misbehave(
        "dns", "{\"kind\": \"error\", \"method\": \"PATCH\", \"times\": 3, \"afterEffect\": true}");
    misbehave("mail", "{\"kind\": \"cut\", \"method\": \"PUT\", \"path\": \"/domains/.*\"}");
    misbehave(
        "mail",
        "{\"kind\": \"error\", \"method\": \"PUT\", \"path\": \"/users/.*\", \"times\": 3,"
            + " \"afterEffect\": true}");
    work(play);
    for (int minutes = 0; minutes < 20 && task(play, "userTask_takeOver") == null; minutes++) {
      pass(play, Duration.ofMinutes(1));
    }
    assertThat(instance(play)).isWaitingAt("userTask_takeOver");
    assertThat(platform.all(asked.slug())).hasSize(7);
    assertThat(runtime.createIncidentQuery().processInstanceId(play.instance()).count()).isZero();
  }

  @Test
  void whatFailsForGoodIsAnIncidentThatSaysWhatToDoAndOpsGoOnInCockpit() {
    AskedFor asked = AskedFor.forNewCommunity().services(AskedFor.WORKER);
    Play play = startWithOwners(asked);
    misbehave("marathon", "{\"kind\": \"error\", \"status\": 503, \"times\": 1000}");
    work(play);
    for (int tries = 0; tries < 10; tries++) {
      pass(play, Duration.ofMinutes(16));
    }
    Job job = job(play, HOSTING);
    assertThat(job.getRetries()).isZero();
    Answer incidents =
        door.get("ops", "/engine-rest/incident?maxResults=5&processInstanceId=" + play.instance());
    assertThat(incidents.json().findValuesAsText("activityId")).containsExactly(HOSTING);
    assertThat(incidents.json().get(0).path("incidentMessage").asText())
        .contains("Marathon", "503")
        .containsPattern("[Cc]heck|[Ll]ook");
    assertThat(told(play).text()).contains("503");

    door.send(null, "DELETE", "/api/sandbox/marathon/faults", null);
    Answer retried =
        door.send(
            "ops",
            "PUT",
            "/engine-rest/job/" + job.getId() + "/retries",
            "{\"retries\": 1, \"dueDate\": null}");
    assertThat(retried.status()).as(retried.text()).isEqualTo(204);
    work(play);
    assertThat(instance(play)).isWaitingAt("userTask_takeOver");
    assertThat(runtime.createIncidentQuery().processInstanceId(play.instance()).count()).isZero();
  }

  @Test
  void anAppThatNeverGetsHealthyIsAnIncidentThatSaysWhy() {
    AskedFor asked =
        AskedFor.forNewCommunity()
            .services(AskedFor.WORKER.replace("bot:2.1", "bot:2.1-crash"), AskedFor.DOMAIN);
    Play play = startWithOwners(asked);
    workBefore(play, "serviceTask_awaitHealthyApps");
    Job wait = job(play, "serviceTask_awaitHealthyApps");
    for (int tries = 0; tries < 11; tries++) {
      attempt(wait);
    }
    String message =
        runtime
            .createIncidentQuery()
            .processInstanceId(play.instance())
            .singleResult()
            .getIncidentMessage();
    assertThat(message)
        .contains("/" + asked.slug() + "/bot has 0 of 1 healthy instances", "retry this step");
    abandon(play, "The image does not work");
    work(play);
    assertThat(ends(play)).contains("endEvent_abandoned");
    assertNothingIsLeft(play);
  }

  private String refusal(Task task) {
    return (String) tasks.getVariable(task.getId(), "refusal");
  }
}
