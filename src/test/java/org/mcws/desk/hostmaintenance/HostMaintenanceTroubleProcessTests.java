package org.mcws.desk.hostmaintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mcws.desk.platform.hosting.AppStatus;
import org.mcws.desk.platform.hosting.Hosting;
import org.mcws.desk.platform.hosting.Run;
import org.mcws.desk.platform.hosting.Runs;
import org.mcws.desk.update.DeliveredSite;
import org.springframework.beans.factory.annotation.Autowired;

/** Something does not move, or does not come back, and Ops decide. */
class HostMaintenanceTroubleProcessTests extends HostMaintenanceStage {

  private static final String RUN = "20270302t1100z1f9c03ab";
  private static final String NEVER =
      "{\"cron\": \"@yearly\", \"timeZone\": \"UTC\", \"overlap\": \"skip\"}";

  private static final String REFUSED =
      "{\"kind\": \"error\", \"status\": 400, \"path\": \"/api/v1\", \"body\": \"%s\"}";
  private static final String CHANGE_REFUSED =
      "{\"kind\": \"error\", \"status\": 422, \"method\": \"PUT\", \"path\": \"/v2/apps/.*\"}";

  /** A site that finds no place elsewhere once it is to move. */
  private DeliveredSite stuckSite(List<DeliveredSite> inTheWay) {
    DeliveredSite site = site(MOST_OF_A_MACHINE);
    inTheWay.add(site(MOST_OF_A_MACHINE));
    return site;
  }

  private Play playWithAStuckSite(DeliveredSite site, List<DeliveredSite> inTheWay) {
    Play play = start(host(site));
    // The room was there when it was asked for; then somebody else took it.
    inTheWay.add(site(MOST_OF_A_MACHINE));
    tickUntil(play, () -> isStuck(play));
    return play;
  }

  @Test
  void anAppThatFindsNoPlaceIsTriedAgainWhenThereIsRoom() {
    List<DeliveredSite> inTheWay = new ArrayList<>();
    DeliveredSite site = stuckSite(inTheWay);
    String ops = newOps();
    Play play = playWithAStuckSite(site, inTheWay);
    assertThat(state(play)).isEqualTo("stuck");
    assertThat(evidence(play))
        .contains("It does not move: " + site.app())
        .contains("no machine has enough processor left");
    assertThat(site.running().orElseThrow().tasks()).as("it goes on there").hasSize(1);
    assertThat(mailsTo(ops, "cannot be emptied: " + play.host())).isEqualTo(1);
    pass(play, Duration.ofHours(1));
    assertThat(mailsTo(ops, "cannot be emptied: " + play.host())).isEqualTo(2);

    inTheWay.get(0).remove();
    decide(play, "tryAgain");
    assertThat(state(play)).isEqualTo("emptying");
    site.awaitSettled();
    tickUntil(play, () -> isAt(play, "userTask_workOnHost"));
    assertThat(host(site)).isNotEqualTo(play.host());
    complete("ops", task(play), Map.of("decision", "done"));
    tickUntil(play, () -> platform.constraints(site.app()).equals("[]"));
    site.awaitSettled();
    tickUntil(play, () -> instance(play) == null);
    assertGivenBack(play.host(), site);
  }

  @Test
  void anAppThatFindsNoPlaceMayBeLeftBehind() {
    List<DeliveredSite> inTheWay = new ArrayList<>();
    DeliveredSite site = stuckSite(inTheWay);
    Play play = playWithAStuckSite(site, inTheWay);
    decide(play, "skip");
    tickUntil(play, () -> isAt(play, "userTask_workOnHost"));
    assertThat(shownApps(play, "skipped")).containsExactly(site.app());
    assertThat(shownApps(play, "moved")).doesNotContain(site.app());
    assertThat(underMaintenance.isUnderMaintenance(site.app())).isTrue();
    assertThat(evidence(play)).contains("ops: leave " + site.app() + " there");

    complete("ops", task(play), Map.of("decision", "done"));
    // It runs there again once it may.
    tickUntil(play, () -> platform.constraints(site.app()).equals("[]"));
    site.awaitSettled();
    tickUntil(play, () -> instance(play) == null);
    assertThat(host(site)).isEqualTo(play.host());
    assertGivenBack(play.host(), site);
  }

  @Test
  void anAppThatFindsNoPlaceIsLetAloneWhenOpsCancel() {
    List<DeliveredSite> inTheWay = new ArrayList<>();
    DeliveredSite site = stuckSite(inTheWay);
    Play play = playWithAStuckSite(site, inTheWay);
    decide(play, "cancel");
    tickUntil(play, () -> platform.constraints(site.app()).equals("[]"));
    inTheWay.get(0).remove();
    site.awaitSettled();
    tickUntil(play, () -> instance(play) == null);
    assertGivenBack(play.host(), site);
    assertThat(state(play)).isEqualTo("cancelled");
    assertThat(evidence(play)).contains("ops: cancel, and give the machine back");
  }

  @Test
  void anAppThatIsBeingDeployedIsLetFinish() {
    DeliveredSite site = site();
    String host = host(site);
    site.remake(IMAGE + "-missing");
    Play play = start(host);
    tickUntil(play, () -> isStuck(play));
    assertThat(evidence(play)).contains("It is being deployed: " + site.app());
    assertThat(platform.constraints(site.app())).isEqualTo("[]");
    site.remake(IMAGE);
    decide(play, "tryAgain");
    empty(play);
    finish(play);
    assertGivenBack(host, site);
  }

  @Test
  void anAppThatIsRemovedOnTheWayIsNotWaitedFor() {
    DeliveredSite site = site();
    Play play = start(host(site));
    run(play);
    assertThat(shown(play).path("app").asText()).isEqualTo(site.app());
    platform.removeApp(site.app());
    tickUntil(play, () -> isAt(play, "userTask_workOnHost"));
    complete("ops", task(play), Map.of("decision", "done"));
    tickUntil(play, () -> instance(play) == null);
    assertThat(state(play)).isEqualTo("done");
  }

  @Test
  void aRunOfAScheduledServiceIsLetEndAndNotMoved(
      @Autowired Hosting hosting, @Autowired Runs runs) {
    DeliveredSite backup = kept(DeliveredSite.scheduled(desk, IMAGE + "-broken", NEVER));
    runs.start(backup.app(), RUN);
    String run = Run.id(backup.app(), RUN);
    await().until(() -> runs.find(backup.app(), RUN).equals(Optional.of(Run.RUNNING)));
    AppStatus before = hosting.find(run).orElseThrow();
    Play play = start(before.tasks().get(0).host());
    settleUntil(play, () -> isStuck(play));
    assertThat(evidence(play)).contains("has not ended there", backup.app());
    assertThat(platform.constraints(backup.app())).contains(play.host());
    assertThat(hosting.find(run).orElseThrow().tasks()).isEqualTo(before.tasks());

    runs.remove(backup.app(), RUN);
    decide(play, "tryAgain");
    empty(play);
    finish(play);
    assertThat(platform.constraints(backup.app())).isEqualTo("[]");
  }

  @Test
  void whatIsNotMarathonsStaysOnlyIfOpsSaySo() {
    Play play = start("agent-1");
    marathon.runOtherTask("agent-1", "ct:1487594700000:0:nightly:");
    settleUntil(play, () -> isStuck(play));
    assertThat(evidence(play)).contains("not Marathon's: ct:1487594700000:0:nightly:");
    decide(play, "tryAgain");
    settleUntil(play, () -> isStuck(play));
    decide(play, "skip");
    settleUntil(play, () -> isAt(play, "userTask_workOnHost"));
    assertThat(evidence(play)).contains("ops: go on all the same");
    finish(play);
  }

  @Test
  void aWindowThatMesosRefusesIsAskedForAgain() {
    misbehave(REFUSED.formatted("UPDATE_MAINTENANCE_SCHEDULE"));
    Play play = start("agent-1");
    run(play);
    assertThat(isStuck(play)).isTrue();
    assertThat(evidence(play)).contains("Mesos refuses UPDATE_MAINTENANCE_SCHEDULE");
    assertThat(told(play)).as("it has not begun").isEmpty();
    decide(play, "tryAgain");
    empty(play);
    finish(play);
    assertGivenBack("agent-1");
  }

  @Test
  void aWindowThatOthersHavePlannedIsTakenOverOnlyIfOpsSaySo() {
    platform.planMaintenance(
        "[{\"machine_ids\": [{\"hostname\": \"agent-1\", \"ip\": \"127.0.0.1\"}],"
            + " \"unavailability\": {\"start\": {\"nanoseconds\": 1}}}]");
    Play play = start("agent-1");
    run(play);
    assertThat(isStuck(play)).isTrue();
    assertThat(evidence(play)).contains("another maintenance window for agent-1");
    decide(play, "skip");
    empty(play);
    finish(play);
    assertGivenBack("agent-1");
  }

  @Test
  void aMoveThatMarathonRefusesIsAskedForAgain() {
    DeliveredSite site = site();
    Play play = start(host(site));
    misbehave(CHANGE_REFUSED);
    settleUntil(play, () -> isStuck(play));
    assertThat(evidence(play)).contains("Marathon does not accept app");
    decide(play, "tryAgain");
    empty(play);
    finish(play);
    assertGivenBack(play.host(), site);
  }

  @Test
  void aHostThatMesosDoesNotTakeDownIsTakenDownAgain() {
    Play play = start("agent-1");
    misbehave(REFUSED.formatted("START_MAINTENANCE"));
    settleUntil(play, () -> isStuck(play));
    assertThat(evidence(play)).contains("Mesos refuses START_MAINTENANCE");
    decide(play, "tryAgain");
    empty(play);
    finish(play);
    assertGivenBack("agent-1");
  }

  @Test
  void aHostThatIsOutOfTouchIsGivenUpOnlyIfOpsSaySo() {
    DeliveredSite site = site();
    Play play = start(host(site));
    run(play);
    marathon.loseAgent(play.host());
    tickUntil(play, () -> isStuck(play));
    assertThat(evidence(play)).contains("Mesos does not hear from " + play.host());
    decide(play, "tryAgain");
    tickUntil(play, () -> isStuck(play));
    decide(play, "skip");
    tickUntil(play, () -> isAt(play, "userTask_workOnHost"));
    marathon.returnAgent(play.host());
    finish(play);
    assertGivenBack(play.host(), site);
  }

  @Test
  void aHostThatDoesNotComeBackIsLookedForAgain() {
    DeliveredSite site = site();
    String ops = newOps();
    Play play = start(host(site));
    empty(play);
    marathon.loseAgent(play.host());
    complete("ops", task(play), Map.of("decision", "done"));
    tickUntil(play, () -> isAt(play, "userTask_decideReturn"));
    assertThat(state(play)).isEqualTo("astray");
    assertThat(evidence(play)).contains("see that its agent runs and finds the masters");
    assertThat(mailsTo(ops, "is not back: " + play.host())).isEqualTo(1);
    assertThat(platform.constraints(site.app())).contains(play.host());
    marathon.returnAgent(play.host());
    decideReturn(play, "lookAgain");
    settleUntil(play, () -> instance(play) == null);
    assertGivenBack(play.host(), site);
    assertThat(state(play)).isEqualTo("done");
  }

  @Test
  void aHostThatStaysAwayKeepsNoAppFromItForEver() {
    DeliveredSite site = site();
    Play play = start(host(site));
    empty(play);
    marathon.loseAgent(play.host());
    complete("ops", task(play), Map.of("decision", "done"));
    tickUntil(play, () -> isAt(play, "userTask_decideReturn"));
    decideReturn(play, "goOn");
    settleUntil(play, () -> instance(play) == null);
    assertThat(evidence(play)).contains("ops: wait no longer for " + play.host());
    assertThat(platform.constraints(site.app())).isEqualTo("[]");
    assertThat(plan().windows()).isEmpty();
  }

  @Test
  void aHostThatMesosDoesNotBringUpIsBroughtUpAgain() {
    Play play = start("agent-1");
    empty(play);
    misbehave(REFUSED.formatted("STOP_MAINTENANCE"));
    complete("ops", task(play), Map.of("decision", "done"));
    run(play);
    assertThat(isAt(play, "userTask_decideReturn")).isTrue();
    assertThat(evidence(play)).contains("Mesos refuses STOP_MAINTENANCE");
    decideReturn(play, "lookAgain");
    settleUntil(play, () -> instance(play) == null);
    assertGivenBack("agent-1");
  }

  @Test
  void anAppThatMarathonDoesNotLetBackIsAskedForAgain() {
    DeliveredSite site = site();
    Play play = start(host(site));
    empty(play);
    misbehave(CHANGE_REFUSED);
    complete("ops", task(play), Map.of("decision", "done"));
    tickUntil(play, () -> isAt(play, "userTask_decideReturn"));
    assertThat(evidence(play)).contains("Marathon does not accept app");
    decideReturn(play, "lookAgain");
    settleUntil(play, () -> instance(play) == null);
    assertGivenBack(play.host(), site);
  }

  @Test
  void anAppThatDoesNotSettleAgainIsLeftToOps() {
    DeliveredSite site = site();
    Play play = start(host(site));
    empty(play);
    marathon.markUnhealthy(site.app(), true);
    complete("ops", task(play), Map.of("decision", "done"));
    tickUntil(play, () -> isAt(play, "userTask_decideReturn"));
    assertThat(evidence(play)).contains("It may use " + play.host() + " again, but: " + site.app());
    decideReturn(play, "lookAgain");
    tickUntil(play, () -> isAt(play, "userTask_decideReturn"));
    decideReturn(play, "goOn");
    tickUntil(play, () -> instance(play) == null);
    assertThat(evidence(play)).contains("ops: wait no longer for " + site.app());
    assertThat(platform.constraints(site.app())).isEqualTo("[]");
    marathon.markUnhealthy(site.app(), false);
  }
}
