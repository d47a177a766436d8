package org.mcws.desk.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcws.desk.engine.Door.Answer;
import org.mcws.desk.inventory.Inventory;
import org.mcws.desk.platform.hosting.Hosting;
import org.mcws.desk.recovery.alert.Severity;
import org.mcws.desk.sandbox.Sandbox;
import org.mcws.desk.sandbox.SandboxHands;
import org.mcws.desk.status.ProbeHands;
import org.mcws.desk.update.DeliveredSite;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** What people do about something that is down, or leave undone. */
class DowntimeRecoveryPeopleProcessTests extends RecoveryStage {

  @Test
  void nobodyIsCalledAgainWhileSomebodyIsOnIt() {
    Incident incident = called(site());
    acknowledge(incident, "ops");
    assertThat(fresh(incident).acknowledgedBy()).isEqualTo("ops");
    assertThat(fresh(incident).firstAcknowledgedAt()).isEqualTo(now());

    act(incident, "ops", "restart");
    passUntilAt(incident, "userTask_recoverByHand");
    assertThat(fresh(incident).restarts()).isEqualTo(2);
    assertThat(history(incident).stream().filter(words -> words.startsWith("On it until")))
        .hasSize(1);
  }

  @Test
  void whoFallsSilentIsAskedAndThenOthersAreCalled() {
    String robin = newOps();
    Incident incident = called(site());
    acknowledge(incident, robin);

    pass(Duration.ofHours(2));
    assertThat(history(incident)).contains("Asked " + robin + " whether they are still on it.");
    assertThat(mailsTo(robin, "Still on it?%")).isEqualTo(1);
    pass(Duration.ofMinutes(16));

    assertThat(history(incident)).contains(robin + " is not on it any more.");
    assertThat(isAt(incident, "userTask_acknowledge")).isTrue();
    assertThat(fresh(incident).acknowledgedBy()).isNull();
  }

  @Test
  void whoSaysThatTheyAreStillOnItKeepsIt() {
    Incident incident = called(site());
    acknowledge(incident, "ops");
    pass(Duration.ofHours(2));
    act(incident, "ops", "stillOnIt");
    pass(Duration.ofMinutes(90));

    assertThat(isAt(incident, "userTask_recoverByHand")).isTrue();
    assertThat(fresh(incident).acknowledgedBy()).isEqualTo("ops");
  }

  @Test
  void aNoteIsNeededToTakeIt() {
    Incident incident = called(site());
    Answer answer = submit("ops", task(incident, "userTask_acknowledge"), Map.of("note", ""));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).contains("/note");
  }

  @Test
  void whatAPersonSaysIsTakenAlthoughSomethingElseIsFasterInThatMoment(
      @Autowired TransactionTemplate transaction) {
    Incident incident = called(site());
    Task task = task(incident, "userTask_acknowledge");
    CompletableFuture<Answer> said =
        transaction.execute(
            status -> {
              database.update("update act_ru_task set rev_ = rev_ + 1 where id_ = ?", task.getId());
              CompletableFuture<Answer> sent =
                  CompletableFuture.supplyAsync(() -> submit("ops", task, Map.of("note", "Mine")));
              await()
                  .until(
                      () ->
                          database.queryForObject(
                              "select exists(select from pg_locks where not granted)",
                              Boolean.class));
              return sent;
            });

    assertThat(said.join().status()).as(said.join().text()).isEqualTo(204);
    assertThat(fresh(incident).acknowledgedBy()).isEqualTo("ops");
  }

  @Test
  void thePlaybookBeginsAnewWithoutWhatOpsForbid() {
    Incident incident = called(site());
    acknowledge(incident, "ops");
    complete(
        "ops",
        incident,
        "userTask_recoverByHand",
        Map.of("decision", "playbook", "note", "Try", "forbidden", "restart"));
    passUntilAt(incident, "userTask_acknowledge");

    assertThat(fresh(incident).restarts()).isZero();
  }

  @Test
  void aRollBackThatMakesItWorseIsTakenBack() {
    DeliveredSite site = site();
    String newer = "ghcr.io/hispano/site:1.5.0";
    desk.getBean(Hosting.class).deploy(site.app(), newer);
    desk.getBean(Inventory.class)
        .updated(site.id(), newer, Optional.empty(), "A new version", site.ana());
    site.awaitSettled();
    Incident incident = reported(site);
    passUntilAt(incident, "userTask_acknowledge");
    acknowledge(incident, "ops");
    act(incident, "ops", "rollBack");
    assertThat(site.recordedImage()).isEqualTo(IMAGE);
    site.awaitSettled();
    breakDown(site);
    passUntil(() -> steps(incident).stream().anyMatch(words -> words.startsWith("Brought back")));

    assertThat(site.recordedImage()).isEqualTo(newer);
    assertThat(fresh(incident).forbidden()).containsExactly(Step.ROLL_BACK);
    passUntilAt(incident, "userTask_recoverByHand");
    Answer refused =
        submit(
            "ops",
            task(incident, "userTask_recoverByHand"),
            Map.of("decision", "isWell", "note", "I believe so"));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text()).contains("/decision").contains("still sees");
    mend(site);
    passUntil(() -> ProbeHands.down(desk, site.id()).isEmpty());
    act(incident, "ops", "isWell");
    passUntilAt(incident, "userTask_review");
  }

  @ParameterizedTest
  @ValueSource(ints = {422, 503})
  void aRollBackThatCannotBeTakenBackIsLeftToAPerson(int status) {
    DeliveredSite site = site();
    String newer = "ghcr.io/hispano/site:1.5.0";
    desk.getBean(Hosting.class).deploy(site.app(), newer);
    desk.getBean(Inventory.class)
        .updated(site.id(), newer, Optional.empty(), "A new version", site.ana());
    site.awaitSettled();
    Incident incident = reported(site);
    passUntilAt(incident, "userTask_acknowledge");
    acknowledge(incident, "ops");
    act(incident, "ops", "rollBack");
    site.awaitSettled();
    breakDown(site);
    door.post(
        null,
        "/api/sandbox/marathon/faults",
        json(
            Map.of(
                "kind",
                "error",
                "status",
                status,
                "times",
                1000,
                "method",
                "PUT",
                "path",
                "/v2/apps" + site.app())));
    String undone = "could not be taken back: ";
    passUntil(() -> steps(incident).stream().anyMatch(words -> words.contains(undone)));
    passUntil(() -> isAt(incident, "userTask_recoverByHand"));

    assertThat(steps(incident))
        .filteredOn(words -> words.contains(undone))
        .singleElement()
        .asString()
        .matches(words -> words.contains("no answer in time") == (status == 503));
    assertThat(site.recordedImage()).isEqualTo(IMAGE);
    mend(site);
  }

  @Test
  void whatThePlatformRefusesIsNotedAndAPersonAskedAgain() {
    Incident incident = called(site());
    acknowledge(incident, "ops");
    act(incident, "ops", "rollBack");
    passUntilAt(incident, "userTask_recoverByHand");

    assertThat(steps(incident))
        .contains("The platform says no: No image that ran before this one is known.");
    assertThat(fresh(incident).rollBackFailed()).isTrue();
  }

  @Test
  void tasksAreStartedElsewhereWhenOpsChooseThat() {
    DeliveredSite site = site();
    Incident incident = reported(site);
    passUntilAt(incident, "userTask_acknowledge");
    site.awaitSettled();
    String before = site.running().orElseThrow().version();
    acknowledge(incident, "ops");
    act(incident, "ops", "move");
    passUntilAt(incident, "userTask_recoverByHand");

    assertThat(site.running().orElseThrow().version()).isNotEqualTo(before);
  }

  @Test
  void aPlatformThatTakesNoOrderIsLeftToAPerson() {
    DeliveredSite site = site();
    door.post(
        null,
        "/api/sandbox/marathon/faults",
        json(
            Map.of(
                "kind",
                "error",
                "status",
                503,
                "times",
                1000,
                "method",
                "POST",
                "path",
                "/v2/apps" + site.app() + "/restart")));
    Incident incident = called(site);

    assertThat(steps(incident))
        .containsSubsequence(
            "Next: restart.",
            "No answer in time to: restart. Whether the platform has done it is not known.")
        .doesNotContain("Restarted " + site.app() + ".");
  }

  @Test
  void whatIsWellBeforeAnybodyHasLookedIsWatchedAndClosed() {
    DeliveredSite site = site();
    alert("generic", down(site, "sev2"));
    Incident incident = openOf(site).orElseThrow();
    alert("generic", up(site));
    run(incident);

    assertThat(fresh(incident).state()).isEqualTo(Incident.State.WATCHING);
    passUntil(() -> !instance(incident));
  }

  @Test
  void aSeriousIncidentIsReviewedAndItsFollowUpsAreDone() {
    DeliveredSite site = site();
    alert("generic", down(site, "sev1"));
    Incident incident = openOf(site).orElseThrow();
    passUntilAt(incident, "userTask_acknowledge");
    alert("generic", up(site));
    passUntilAt(incident, "userTask_review");
    assertThat(fresh(incident).state()).isEqualTo(Incident.State.REVIEWING);
    String robin = newOps();
    pass(Duration.ofDays(3));
    assertThat(mailsTo(robin, "To be reviewed: %")).isEqualTo(1);

    Map<String, Object> review = new HashMap<>();
    review.put("summary", "The disk was full.");
    review.put("followUp1", "Watch the disks");
    Answer refused = submit("ops", task(incident, "userTask_review"), review);
    assertThat(refused.status()).as(refused.text()).isEqualTo(400);
    assertThat(refused.text()).contains("/due1");
    review.put("due1", "2027-03-20");
    complete("ops", incident, "userTask_review", review);

    pass(Duration.ofDays(14));
    assertThat(mailsTo(robin, "Due on 2027-03-20: %")).isEqualTo(1);
    complete("ops", incident, "userTask_followUp", Map.of("note", "There is an alert now"));
    assertThat(instance(incident)).isFalse();
    assertThat(fresh(incident).state()).isEqualTo(Incident.State.CLOSED);
    assertThat(fresh(incident).closing()).isEqualTo("The disk was full.");
  }

  @Test
  void aReviewMayFindThatNothingIsToBeDone() {
    DeliveredSite site = site();
    alert("generic", down(site, "sev1"));
    Incident incident = openOf(site).orElseThrow();
    run(incident);
    alert("generic", up(site));
    passUntilAt(incident, "userTask_review");
    complete("ops", incident, "userTask_review", Map.of("summary", "It was the weather."));

    assertThat(instance(incident)).isFalse();
  }

  @Test
  void aWarningThatHasJoinedAnOutageHasItsTurnAfterwards() {
    DeliveredSite site = site();
    Map<String, Object> warning = new HashMap<>(down(site, "sev3"));
    warning.put("key", "certificate");
    alert("generic", down(site, "sev2"));
    alert("generic", warning);
    Incident outage = openOf(site).orElseThrow();
    run(outage);
    alert("generic", up(site));
    run(outage);
    assertThat(fresh(outage).state()).isEqualTo(Incident.State.WATCHING);
    alert("generic", warning);
    desk.getBean(WaitingSignals.class).lookAgain();
    run(outage);
    assertThat(fresh(outage).flaps()).isZero();

    passUntil(() -> !instance(outage));
    assertThat(openOf(site)).isEmpty();
    desk.getBean(WaitingSignals.class).lookAgain();
    assertThat(openOf(site).orElseThrow().severity()).isEqualTo(Severity.SEV3);
  }

  @Test
  void anOutageThatJoinsAWarningIsAnOutage() {
    DeliveredSite site = site();
    Map<String, Object> warning = new HashMap<>(down(site, "sev3"));
    warning.put("key", "certificate");
    alert("generic", warning);
    Incident incident = openOf(site).orElseThrow();
    passUntilAt(incident, "userTask_acknowledge");
    assertThat(isPublic(incident)).isFalse();
    int calls = calls(incident);
    Map<String, Object> outage = new HashMap<>(down(site, "sev2"));
    outage.remove("severity");
    alert("generic", outage);

    assertThat(fresh(incident).severity()).isEqualTo(Severity.SEV2);
    assertThat(mailsTo(site.ana(), "%")).isEqualTo(1);
    assertThat(isPublic(incident)).isTrue();
    pass(Duration.ofMinutes(2));
    assertThat(calls(incident)).as("nobody waits for tomorrow").isGreaterThan(calls);
  }

  @Test
  void thePlaybookBeginsAnewWhenAWarningBecomesAnOutage() {
    DeliveredSite site = site();
    alert("generic", down(site, "sev3"));
    Incident incident = openOf(site).orElseThrow();
    passUntilAt(incident, "userTask_acknowledge");
    acknowledge(incident, "ops");
    assertThat(isAt(incident, "userTask_recoverByHand")).isTrue();
    breakDown(site);
    passUntil(() -> steps(incident).stream().anyMatch(step -> step.startsWith("Restarted")));

    assertThat(fresh(incident).acknowledgedBy()).as("it is still theirs").isEqualTo("ops");
    assertThat(fresh(incident).acknowledgedUntil())
        .as("but not for as long as a warning")
        .isBeforeOrEqualTo(now().plus(Duration.ofHours(2)));
    assertThat(history(incident)).contains("Asked ops whether they are still on it.");
    passUntilAt(incident, "userTask_recoverByHand");
  }

  @Test
  void whatAPersonHasSeenIsOverWhenTheDeskSeesThatItIs() {
    DeliveredSite site = site();
    breakDown(site);
    var report =
        door.post(
            site.ana(),
            "/api/incidents",
            json(Map.of("serviceId", site.id(), "description", "I see nothing")));
    assertThat(report.status()).as(report.text()).isBetween(200, 299);
    Incident incident = openOf(site).orElseThrow();
    passUntil(() -> ProbeHands.down(desk, site.id()).contains("PAGE"));
    mend(site);
    passUntil(() -> ProbeHands.down(desk, site.id()).isEmpty());
    assertThat(fresh(incident).state()).isEqualTo(Incident.State.WATCHING);
    desk.getBean(WaitingSignals.class).lookAgain();
    passUntil(() -> !instance(incident));

    assertThat(fresh(incident).flaps()).isZero();
  }

  @Test
  void aSourceMayFirstWarnAndThenTellOfAnOutage() {
    DeliveredSite site = site();
    alert("generic", down(site, "sev3"));
    Incident incident = openOf(site).orElseThrow();
    passUntilAt(incident, "userTask_acknowledge");
    assertThat(mailsTo(site.ana(), "%")).isZero();
    int decisions = decisions(incident);
    alert("generic", down(site, "sev2"));
    runAll();

    assertThat(mailsTo(site.ana(), "%")).isEqualTo(1);
    assertThat(decisions(incident)).as("the playbook begins anew").isGreaterThan(decisions);
  }

  @Test
  void theDeskActsWhenItSeesAtLastWhatOthersHaveSaid() {
    DeliveredSite site = site();
    Incident incident = reported(site);
    passUntilAt(incident, "userTask_acknowledge");
    breakDown(site);
    passUntil(() -> steps(incident).stream().anyMatch(step -> step.startsWith("Restarted")));
    passUntilAt(incident, "userTask_acknowledge");
    mend(site);
  }

  @Test
  void whoeverHasTakenItKeepsTheTaskWhenTheDeskSeesItComeAndGo() {
    DeliveredSite site = site();
    alert("generic", down(site, "sev2"));
    Incident incident = openOf(site).orElseThrow();
    passUntilAt(incident, "userTask_acknowledge");
    breakDown(site);
    passUntil(() -> ProbeHands.down(desk, site.id()).contains("PAGE"));
    passUntilAt(incident, "userTask_acknowledge");
    acknowledge(incident, "ops");
    String taken = task(incident, "userTask_recoverByHand").getId();
    mend(site);
    passUntil(() -> ProbeHands.down(desk, site.id()).isEmpty());
    breakDown(site);
    passUntil(() -> ProbeHands.down(desk, site.id()).contains("PAGE"));
    runAll();

    assertThat(task(incident, "userTask_recoverByHand").getId()).isEqualTo(taken);
    mend(site);
  }

  @Test
  void anInstanceThatWasAboutSomethingIsToldLaterThatItIsWorse() {
    DeliveredSite site = site();
    Incident incident = reported(site);
    passUntilAt(incident, "userTask_acknowledge");
    database.update("update incident set worse = true where id = ?", incident.id());
    String before = task(incident, "userTask_acknowledge").getId();
    desk.getBean(UnheardNews.class).tell();
    passUntilAt(incident, "userTask_acknowledge");

    assertThat(task(incident, "userTask_acknowledge").getId()).isNotEqualTo(before);
    assertThat(fresh(incident).isWorse()).isFalse();
  }

  @Test
  void whoSaysThatItIsWellIsNotOnItWhenItComesBack() {
    DeliveredSite site = site();
    alert("generic", down(site, "sev2"));
    Incident incident = openOf(site).orElseThrow();
    passUntilAt(incident, "userTask_acknowledge");
    acknowledge(incident, "ops");
    act(incident, "ops", "isWell");
    runAll();
    assertThat(fresh(incident).state()).isEqualTo(Incident.State.WATCHING);
    int calls = calls(incident);
    Map<String, Object> again = new HashMap<>(down(site, "sev2"));
    again.put("startedAt", now().toString());
    alert("generic", again);
    passUntilAt(incident, "userTask_acknowledge");

    assertThat(fresh(incident).acknowledgedBy()).isNull();
    assertThat(calls(incident)).as("somebody is called").isGreaterThan(calls);
  }

  @Test
  void aCertificateNearItsEndMakesNobodyWaitForAnEffect() {
    DeliveredSite site = site();
    database.update(
        "insert into probe (service, kind, next_at, every_millis, bad_wanted, good_wanted,"
            + " created_at, down) values (?, 'CERTIFICATE', ?, 21600000, 1, 1, ?, true)"
            + " on conflict (service, kind) do update set down = true",
        site.id(),
        java.sql.Timestamp.from(now().plus(Duration.ofDays(1))),
        java.sql.Timestamp.from(now()));
    Instant began = now();
    Incident incident = called(site);

    assertThat(Duration.between(began, now())).isLessThan(Duration.ofHours(1));
    mend(site);
    assertThat(fresh(incident).restarts()).isEqualTo(1);
  }

  @Test
  void aPauseSilencesWhatIsWithPeopleAlready() {
    DeliveredSite site = site();
    Incident incident = called(site);
    int calls = calls(incident);
    database.update(
        "insert into service_watch (service, paused_until, paused_by, paused_why)"
            + " values (?, ?, 'ana', 'We move house')",
        site.id(),
        java.sql.Timestamp.from(now().plus(Duration.ofHours(2))));
    for (int i = 0; i < 60; i++) {
      pass(Duration.ofMinutes(1));
    }
    assertThat(calls(incident)).as("nobody more is called").isEqualTo(calls);
    assertThat(history(incident))
        .filteredOn(words -> words.startsWith("Nobody is called now. Paused until"))
        .hasSize(1);

    pass(Duration.ofHours(2));
    pass(Duration.ofMinutes(1));
    assertThat(calls(incident)).as("when it is over").isGreaterThan(calls);
    mend(site);
  }

  @Test
  void whatASuspendedInstanceDidNotHearItHearsLater() {
    DeliveredSite site = site();
    Incident incident = called(site);
    runtime.suspendProcessInstanceById(incident.id());
    mend(site);
    passUntil(() -> ProbeHands.down(desk, site.id()).isEmpty());
    assertThat(fresh(incident).state()).isEqualTo(Incident.State.OPEN);
    runtime.activateProcessInstanceById(incident.id());
    desk.getBean(UnheardNews.class).tell();
    runAll();
    assertThat(fresh(incident).state()).isEqualTo(Incident.State.WATCHING);

    runtime.suspendProcessInstanceById(incident.id());
    breakDown(site);
    passUntil(() -> ProbeHands.down(desk, site.id()).contains("PAGE"));
    assertThat(fresh(incident).state()).isEqualTo(Incident.State.WATCHING);
    runtime.activateProcessInstanceById(incident.id());
    desk.getBean(UnheardNews.class).tell();
    runAll();
    assertThat(fresh(incident).state()).isEqualTo(Incident.State.OPEN);
    mend(site);
  }

  @Test
  void whatWasNotHeardBeforeTheEndOpensAnotherIncident() {
    DeliveredSite site = site();
    Incident incident = called(site);
    mend(site);
    passUntil(() -> fresh(incident).state() == Incident.State.WATCHING);
    runtime.suspendProcessInstanceById(incident.id());
    breakDown(site);
    passUntil(() -> ProbeHands.down(desk, site.id()).contains("PAGE"));
    pass(Duration.ofMinutes(20));
    runtime.activateProcessInstanceById(incident.id());
    runAll();
    assertThat(fresh(incident).closedAt()).isNotNull();
    desk.getBean(WaitingSignals.class).lookAgain();

    assertThat(openOf(site)).isPresent();
    mend(site);
  }

  @Test
  void whoeverHasLeftOpsCannotUseTheLinksAnyMore() {
    String robin = newOps();
    Incident incident = called(site());
    Pattern address = Pattern.compile("/links/incident/[\\w-]+");
    Matcher link =
        await()
            .until(
                () ->
                    SandboxHands.mailsTo(desk.getBean(Sandbox.class), robin).stream()
                        .map(address::matcher)
                        .filter(Matcher::find)
                        .findFirst(),
                Optional::isPresent)
            .orElseThrow();
    assertThat(door.get(null, link.group()).status()).isEqualTo(200);
    String account = identity.createUserQuery().userEmail(robin).singleResult().getId();
    identity.deleteMembership(account, "ops");

    assertThat(door.get(null, link.group()).status()).isEqualTo(404);
    assertThat(fresh(incident).acknowledgedBy()).isNull();
  }

  @Test
  void whatGoesDownWhileItIsFoundToBeWellIsNotForgotten() {
    DeliveredSite site = site();
    alert("generic", down(site, "sev2"));
    Incident incident = openOf(site).orElseThrow();
    run(incident);
    alert("generic", up(site));
    Map<String, Object> other = new HashMap<>(down(site, "sev2"));
    other.put("key", "another");
    alert("generic", other);
    run(incident);
    desk.getBean(WaitingSignals.class).lookAgain();

    assertThat(fresh(incident).state()).isEqualTo(Incident.State.OPEN);
    assertThat(fresh(incident).flaps()).isEqualTo(1);
  }

  @Test
  void aSourceWhoseClockIsAheadCanStillSayThatItIsOver() {
    DeliveredSite site = site();
    Map<String, Object> tomorrow = new HashMap<>(down(site, "sev2"));
    tomorrow.put("startedAt", now().plus(Duration.ofDays(1)).toString());
    alert("generic", tomorrow);
    Incident incident = openOf(site).orElseThrow();
    assertThat(incident.begunAt()).isBeforeOrEqualTo(now());
    run(incident);
    alert("generic", up(site));
    run(incident);

    assertThat(fresh(incident).state()).isEqualTo(Incident.State.WATCHING);
  }

  @Test
  void whatOpsFindToBeANuisanceIsNoNewsForThePublic() {
    Incident incident = called(site());
    acknowledge(incident, "ops");
    assertThat(isPublic(incident)).isTrue();
    complete(
        "ops",
        incident,
        "userTask_recoverByHand",
        Map.of("decision", "stillOnIt", "note", "A typo", "newSeverity", "SEV3"));

    assertThat(isPublic(incident)).isFalse();
  }

  @Test
  void whatACommunityDoesNotHaveAnyMoreIsNotDown() {
    DeliveredSite site = site();
    alert("generic", down(site, "sev2"));
    Incident incident = openOf(site).orElseThrow();
    run(incident);
    desk.getBean(TransactionTemplate.class)
        .executeWithoutResult(status -> desk.getBean(Inventory.class).release(site.slug()));

    assertThat(instance(incident)).isFalse();
    assertThat(incidents.findById(incident.id())).isEmpty();
  }

  @Test
  void servicesOnOneMachineMakeOneIncident() {
    Map<String, java.util.List<DeliveredSite>> byAgent = new HashMap<>();
    while (byAgent.values().stream().noneMatch(on -> on.size() >= 3)) {
      DeliveredSite site = site();
      byAgent
          .computeIfAbsent(
              site.running().orElseThrow().tasks().get(0).host(), a -> new java.util.ArrayList<>())
          .add(site);
    }
    var hit = byAgent.values().stream().filter(on -> on.size() >= 3).findFirst().orElseThrow();
    hit.forEach(this::breakDown);
    ProbeHands.watch(desk, hit.stream().map(DeliveredSite::id).toArray(String[]::new));
    passUntil(() -> hit.stream().allMatch(site -> lastFolded(site)));

    Incident platform = platformIncident();
    assertThat(platform.cause()).startsWith("agent/");
    assertThat(hit.stream().map(this::lastOf).map(Incident::foldedInto))
        .containsOnly(platform.id());
    hit.forEach(this::mend);
    passUntilAt(platform, "userTask_review");
    assertThat(hit.stream().map(this::openOf)).allMatch(Optional::isEmpty);
  }

  private boolean lastFolded(DeliveredSite site) {
    return database.queryForObject(
            "select count(*) from incident where service = ? and folded_into is not null",
            Long.class,
            site.id())
        > 0;
  }

  private int decisions(Incident incident) {
    return database.queryForObject(
        "select count(*) from incident_entry where incident = ? and kind = 'STEP'",
        Integer.class,
        incident.id());
  }

  private static Map<String, Object> down(DeliveredSite site, String severity) {
    return Map.of(
        "key",
        "check",
        "service",
        site.id(),
        "status",
        "down",
        "severity",
        severity,
        "title",
        "It does not answer");
  }

  private static Map<String, Object> up(DeliveredSite site) {
    return Map.of("key", "check", "service", site.id(), "status", "up", "title", "It answers");
  }
}
