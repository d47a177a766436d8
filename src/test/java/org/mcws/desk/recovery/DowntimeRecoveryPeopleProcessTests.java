package org.mcws.desk.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.mcws.desk.engine.Door.Answer;
import org.mcws.desk.inventory.Inventory;
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
  void whoSaysThatItIsWellIsNotOnItWhenItComesBack() {
    DeliveredSite site = site();
    Incident incident = calledByAnAlert(site);
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
  void whoeverHasLeftOpsCannotUseTheLinksAnyMore() {
    String robin = newOps();
    Incident incident = called(site());
    String link = linkOf(robin);
    assertThat(door.get(null, link).status()).isEqualTo(200);
    String account = identity.createUserQuery().userEmail(robin).singleResult().getId();
    identity.deleteMembership(account, "ops");

    assertThat(door.get(null, link).status()).isEqualTo(404);
    assertThat(fresh(incident).acknowledgedBy()).isNull();
  }

  @Test
  void whoTakesItWhileThePlaybookIsAtWorkHasIt() {
    String robin = newOps();
    DeliveredSite site = site();
    Incident incident = calledByAnAlert(site);
    String link = linkOf(robin);
    breakDown(site);
    passUntilAt(incident, "timer_waitAWhile");
    int calls = calls(incident);
    assertThat(onMyWay(link)).contains("It is yours.");

    passUntilAt(incident, "userTask_recoverByHand");
    assertThat(steps(incident)).anyMatch(step -> step.startsWith("Restarted"));
    assertThat(fresh(incident).acknowledgedBy()).isEqualTo(robin);
    assertThat(calls(incident)).as("nobody else is called").isEqualTo(calls);
    mend(site);
  }

  @Test
  void whoTakesItWhileSomebodyIsCalledIsToldToTryAgain() {
    String robin = newOps();
    DeliveredSite site = site();
    Incident incident = calledByAnAlert(site);
    String link = linkOf(robin);
    acknowledge(incident, "ops");
    Job lapses =
        management
            .createJobQuery()
            .processInstanceId(incident.id())
            .activityId("timer_acknowledgementLapses")
            .singleResult();
    management.executeJob(lapses.getId());
    assertThat(isAt(incident, "serviceTask_callDuty")).isTrue();
    assertThat(onMyWay(link)).contains("try again in a minute");

    assertThat(fresh(incident).acknowledgedBy()).isNull();
    run(incident);
    assertThat(onMyWay(link)).contains("It is yours.");
    assertThat(history(incident)).contains("On my way");
  }

  /** As while evidence is gathered, which takes seconds from reading it to writing it down. */
  @Test
  void whatOthersHaveMadeOfItSinceItWasReadCounts(
      @Autowired TransactionTemplate transaction, @Autowired RecoveryProcess process) {
    DeliveredSite site = site();
    breakDown(site);
    Incident incident = notice(site);
    passUntilAt(incident, "timer_waitAWhile");
    Boolean taken =
        transaction.execute(
            status -> {
              Incident read = fresh(incident);
              CompletableFuture.runAsync(
                      () ->
                          database.update(
                              "update incident set state = 'CLOSED' where id = ?", read.id()))
                  .join();
              return process.acknowledge(read, "ops", "Mine");
            });

    assertThat(taken).isFalse();
    assertThat(fresh(incident).acknowledgedBy()).isNull();
    mend(site);
  }

  /** The desk itself sees nothing, so it is for a person at once. */
  private Incident calledByAnAlert(DeliveredSite site) {
    alert("generic", down(site, "sev2"));
    Incident incident = openOf(site).orElseThrow();
    passUntilAt(incident, "userTask_acknowledge");
    return incident;
  }

  /** What the page behind the link says. */
  private String onMyWay(String link) {
    Answer opened = door.get(null, link);
    Matcher csrf = Pattern.compile("name=\"_csrf\" value=\"([\\w-]+)\"").matcher(opened.text());
    assertThat(csrf.find()).as(opened.text()).isTrue();
    return door.send(
            door.request(link)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Cookie", opened.header("Set-Cookie").replaceFirst(";.*", ""))
                .POST(BodyPublishers.ofString("note=On+my+way&_csrf=" + csrf.group(1)))
                .build())
        .text();
  }

  /** Where the mail leads that calls somebody. */
  private String linkOf(String person) {
    Pattern address = Pattern.compile("/links/incident/[\\w-]+");
    return await()
        .until(
            () ->
                SandboxHands.mailsTo(desk.getBean(Sandbox.class), person).stream()
                    .map(address::matcher)
                    .filter(Matcher::find)
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow()
        .group();
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
}
