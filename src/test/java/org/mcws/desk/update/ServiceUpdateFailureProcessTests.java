package org.mcws.desk.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mcws.desk.engine.Door.Answer;
import org.mcws.desk.platform.hosting.App;
import org.mcws.desk.platform.hosting.AppStatus;
import org.mcws.desk.platform.hosting.Hosting;
import org.mcws.desk.update.events.UpdateOutcome.Step;
import org.springframework.beans.factory.annotation.Autowired;

/** The new version fails in one way or the other; what ran before comes back, or Ops hear of it. */
class ServiceUpdateFailureProcessTests extends ServiceUpdateStage {

  private static final String BROKEN = "ghcr.io/hispano/site:1.4.1-broken";
  private static final String CRASHING = "ghcr.io/hispano/site:1.4.1-crash";
  private static final String GONE = "ghcr.io/hispano/site:1.4.1-gone";

  @Autowired private Hosting hosting;

  // --- before

  @Test
  void anImageThatTheRegistryLacksIsNotDeployed() {
    String olga = newOps();
    DeliveredSite site = site();
    String version = site.running().orElseThrow().version();
    Play play = start(site, GONE);
    run(play);
    assertThat(steps(play)).containsExactly(Step.ROLLED_BACK);
    assertThat(lastOutcome(play).evidence())
        .contains("The registry does not have the image " + GONE, "Nothing was deployed");
    assertThat(state(play)).isEqualTo("stopped");
    assertThat(site.running().orElseThrow().version()).isEqualTo(version);
    assertThat(mailsTo(olga, "An update failed: " + site.id())).isEqualTo(1);
    pass(play, Duration.ofHours(25));
    assertThat(mailsTo(olga, "An update failed: " + site.id())).isEqualTo(2);
    // Ops insist, but nothing can be deployed that is not there.
    decide(play, Map.of("decision", "tryAgain"));
    run(play);
    assertThat(steps(play)).containsExactly(Step.ROLLED_BACK, Step.ROLLED_BACK);
    decide(play, Map.of("decision", "tryAgain", "newImage", NEW));
    finish(play);
    assertThat(site.recordedImage()).isEqualTo(NEW);
    assertThat(audit(site, "failed update: try again")).containsExactly("ops: ", "ops: " + NEW);
  }

  @Test
  void whatCouldNotBeBroughtBackIsNotDeployedUnlessOpsInsist() {
    DeliveredSite site = kept(DeliveredSite.worker(desk, "ghcr.io/hispano/site:1.4.0-gone"));
    Play play = start(site, NEW);
    run(play);
    assertThat(steps(play)).containsExactly(Step.ROLLED_BACK);
    assertThat(evidence(play)).contains("does not have the image", "1.4.0-gone");
    decide(play, Map.of("decision", "tryAgain"));
    finish(play);
    assertThat(steps(play)).endsWith(Step.BEGUN, Step.UPDATED);
  }

  @Test
  void aSiteThatVisitorsDoNotReachBeforeIsPutBeforeOpsAndHeld() {
    DeliveredSite site = site();
    platform.removeAddress("example", site.host());
    Play play = start(site, NEW);
    run(play);
    assertThat(steps(play)).containsExactly(Step.BROKEN);
    assertThat(lastOutcome(play).evidence()).contains("The name server answers []");
    assertThat(state(play)).isEqualTo("broken");
    Play other = start(site, "ghcr.io/hispano/site:1.5.0");
    run(other);
    assertThat(activities(other)).containsExactly("timer_askAgain");
    platform.pointToEdge("example", site.host());
    decide(play, Map.of("decision", "tryAgain"));
    finish(play);
    assertThat(steps(play)).containsExactly(Step.BROKEN, Step.BEGUN, Step.UPDATED);
    tick(other);
    assertThat(steps(other)).containsExactly(Step.BEGUN);
  }

  @Test
  void whatRunsTheImageAlreadyAndIsNotReachedIsNoSuccess() {
    DeliveredSite site = site();
    platform.removeAddress("example", site.host());
    Play play = start(site, OLD);
    run(play);
    assertThat(steps(play)).containsExactly(Step.BROKEN);
    platform.pointToEdge("example", site.host());
    decide(play, Map.of("decision", "tryAgain"));
    run(play);
    assertThat(steps(play)).containsExactly(Step.BROKEN, Step.UPDATED);
  }

  @Test
  void aBrokenServiceIsBroughtBackIfItsAskerInsists() {
    DeliveredSite site = site();
    platform.removeAddress("example", site.host());
    Play play = start(site, NEW, "R3", true);
    run(play);
    assertThat(steps(play)).containsExactly(Step.BEGUN);
    platform.pointToEdge("example", site.host());
    finish(play);
    assertThat(steps(play)).containsExactly(Step.BEGUN, Step.UPDATED);
  }

  @Test
  void anUpdateWhoseInstanceIsDeletedIsCalledOffAndHoldsNobodyUp() {
    DeliveredSite site = site();
    platform.removeAddress("example", site.host());
    Play play = start(site, NEW);
    run(play);
    assertThat(state(play)).isEqualTo("broken");
    Play other = start(site, "ghcr.io/hispano/site:1.5.0");
    run(other);
    platform.pointToEdge("example", site.host());
    Answer deleted =
        door.send("ops", "DELETE", "/engine-rest/process-instance/" + play.instance(), null);
    assertThat(deleted.status()).as(deleted.text()).isEqualTo(204);
    assertThat(steps(play)).containsExactly(Step.BROKEN, Step.CALLED_OFF);
    assertThat(audit(site, "update's process instance deleted")).hasSize(1);
    tick(other);
    assertThat(steps(other)).containsExactly(Step.BEGUN);
  }

  @Test
  void aServiceWithoutItsAppIsPutBeforeOps() {
    DeliveredSite site = worker();
    platform.removeApp(site.app());
    Play play = start(site, NEW);
    run(play);
    assertThat(steps(play)).containsExactly(Step.BROKEN);
    assertThat(evidence(play)).contains("There is no app " + site.app());
  }

  @Test
  void aServiceThatItsOwnersHaveSuspendedIsPutBeforeOps() {
    DeliveredSite site = worker();
    platform.scale(site.app(), 0);
    site.awaitSettled();
    Play play = start(site, NEW);
    run(play);
    assertThat(steps(play)).containsExactly(Step.ROLLED_BACK);
    assertThat(evidence(play)).contains("have suspended it");
    assertThat(site.running().orElseThrow().image()).isEqualTo(OLD);
  }

  // --- while it is deployed

  @Test
  void aRefusedDeploymentLeavesTheOldVersion() {
    DeliveredSite site = site();
    String version = site.running().orElseThrow().version();
    Play play = start(site, NEW);
    misbehave(
        "marathon",
        "{\"kind\": \"error\", \"method\": \"PUT\", \"path\": \"/v2/apps/.*\", \"status\": 422}");
    rollBack(play);
    assertThat(steps(play)).containsExactly(Step.BEGUN, Step.ROLLED_BACK);
    assertThat(lastOutcome(play).image()).isEqualTo(OLD);
    assertThat(evidence(play)).contains("The hosting platform refused", "It was rolled back");
    assertThat(site.running().orElseThrow().version()).isEqualTo(version);
    assertThat(state(play)).isEqualTo("stopped");
  }

  @Test
  void aDeploymentThatFindsNoPlaceIsGivenUpAndRolledBack() {
    DeliveredSite site = kept(DeliveredSite.site(desk, OLD, 40));
    App others =
        new App(
            "/" + site.slug() + "/others",
            OLD,
            List.of(),
            Map.of(),
            Optional.empty(),
            List.of(),
            "/",
            new App.Resources(30, 64, 0),
            2,
            Map.of("desk-community", site.slug(), "desk-service", site.slug() + ".others"));
    hosting.ensure(others);
    platform.awaitApps(site.slug());
    try {
      Play play = start(site, NEW);
      Instant begun = now();
      tickUntil(play, () -> isAt(play, "timer_lookBack"));
      assertThat(evidence(play)).contains("did not run within PT15M", "InsufficientCpus");
      assertThat(Duration.between(begun, now()))
          .isBetween(Duration.ofMinutes(15), Duration.ofMinutes(17));
      // There is no place to start the old version anew either, though its task still runs.
      tickUntil(play, () -> task(play) != null);
      assertThat(steps(play)).containsExactly(Step.BEGUN, Step.BROKEN);
      assertThat(evidence(play)).contains("The old version is not back");
      hosting.remove(others.id());
      site.awaitSettled();
      assertThat(site.running().orElseThrow().image()).isEqualTo(OLD);
      decide(play, Map.of("decision", "tryAgain"));
      finish(play);
      assertThat(steps(play)).endsWith(Step.BEGUN, Step.UPDATED);
    } finally {
      hosting.remove(others.id());
    }
  }

  @Test
  void aVersionThatNeverGetsHealthyIsGivenUpAndRolledBack() {
    DeliveredSite site = site();
    Play play = start(site, BROKEN);
    rollBack(play);
    assertThat(steps(play)).containsExactly(Step.BEGUN, Step.ROLLED_BACK);
    assertThat(evidence(play)).contains("did not run within PT15M", "healthy of 1");
    assertThat(site.running().filter(AppStatus::settled).orElseThrow().image()).isEqualTo(OLD);
    assertThat(site.recordedImage()).isEqualTo(OLD);
  }

  @Test
  void aVersionThatCrashesAgainAndAgainIsGivenUpBeforeTheDeadline() {
    DeliveredSite site = worker();
    Play play = start(site, CRASHING);
    Instant begun = now();
    tickUntil(play, () -> isAt(play, "timer_lookAgain"));
    for (int i = 0; i < 3; i++) {
      awaitAnotherFailure(site);
      tick(play);
    }
    rollBack(play);
    assertThat(Duration.between(begun, now())).isLessThan(Duration.ofMinutes(5));
    assertThat(steps(play)).containsExactly(Step.BEGUN, Step.ROLLED_BACK);
    assertThat(evidence(play)).contains("TASK_FAILED", "Container exited with status 1");
    assertThat(site.running().orElseThrow().image()).isEqualTo(OLD);
  }

  @Test
  void anAppThatVanishesIsPutBeforeOps() {
    DeliveredSite site = site();
    Play play = start(site, NEW);
    tickUntil(play, () -> isAt(play, "timer_lookAgain"));
    platform.removeApp(site.app());
    tickUntil(play, () -> task(play) != null);
    assertThat(steps(play)).containsExactly(Step.BEGUN, Step.BROKEN);
    assertThat(evidence(play)).contains("has vanished", "refused the roll-back");
    assertThat(lastOutcome(play).image()).isNull();
    assertThat(state(play)).isEqualTo("broken");
  }

  @Test
  void aVersionThatThePlatformHasForgottenIsBroughtBackByItsImage() {
    DeliveredSite site = site();
    Play play = start(site, BROKEN);
    tickUntil(play, () -> isAt(play, "timer_lookAgain"));
    // Somebody has made the app anew, so its earlier versions are forgotten.
    platform.removeApp(site.app());
    site.remake(BROKEN);
    rollBack(play);
    assertThat(steps(play)).containsExactly(Step.BEGUN, Step.ROLLED_BACK);
    assertThat(evidence(play)).contains("no longer has version", "Its image was deployed instead");
    assertThat(site.running().orElseThrow().image()).isEqualTo(OLD);
  }

  // --- while it is watched

  @Test
  void aVersionThatGetsIllWhileItIsWatchedIsRolledBack() {
    DeliveredSite site = site();
    Play play = start(site, NEW);
    Instant begun = now();
    deployAndLook(play);
    tick(play);
    marathon.markUnhealthy(site.app(), true);
    tickUntil(play, () -> isAt(play, "timer_lookBack"));
    marathon.markUnhealthy(site.app(), false);
    rollBack(play);
    assertThat(steps(play)).containsExactly(Step.BEGUN, Step.ROLLED_BACK);
    assertThat(evidence(play))
        // How many probes it takes depends on when the platform takes the task out of the edge.
        .containsPattern("A visitor did not get through|Visitors do not get through")
        .contains(site.host() + " is at", "answers with status 5");
    assertThat(Duration.between(begun, now())).isLessThan(Duration.ofMinutes(10));
    assertThat(site.running().orElseThrow().image()).isEqualTo(OLD);
  }

  @Test
  void aRollBackAfterWhichVisitorsDoNotGetThroughIsNoSuccess() {
    String olga = newOps();
    DeliveredSite site = site();
    Play play = start(site, NEW);
    deployAndLook(play);
    platform.removeAddress("example", site.host());
    rollBack(play);
    assertThat(steps(play)).containsExactly(Step.BEGUN, Step.BROKEN);
    assertThat(evidence(play))
        .contains(
            "A visitor did not get through",
            "1 of 1 probes failed",
            "The old version runs again, but",
            "needs a person now");
    assertThat(mailsTo(olga, "An update failed: " + site.id())).isEqualTo(1);
  }

  @Test
  void aRollBackThatDoesNotComeAboutIsGivenUp() {
    DeliveredSite site = site();
    Play play = start(site, BROKEN);
    tickUntil(play, () -> isAt(play, "timer_lookBack"));
    marathon.markUnhealthy(site.app(), true);
    site.remake(OLD);
    hosting.restart(site.app());
    tickUntil(play, () -> task(play) != null);
    assertThat(steps(play)).containsExactly(Step.BEGUN, Step.BROKEN);
    assertThat(evidence(play)).contains("The old version is not back");
    marathon.markUnhealthy(site.app(), false);
  }

  @Test
  void aWorkerThatCrashesWhileItIsWatchedIsRolledBack() {
    DeliveredSite site = worker();
    Play play = start(site, NEW);
    deployAndLook(play);
    marathon.killTask(marathon.tasks(site.app()).get(0));
    rollBack(play);
    assertThat(steps(play)).containsExactly(Step.BEGUN, Step.ROLLED_BACK);
    assertThat(evidence(play)).contains("Container exited with status 137");
  }

  @Test
  void aLostMachineIsNoFaultOfTheVersion() {
    DeliveredSite site = site();
    Play play = start(site, NEW);
    deployAndLook(play);
    String machine = site.running().orElseThrow().tasks().get(0).host();
    marathon.loseAgent(machine);
    try {
      tick(play);
      assertThat(shown(play).path("probes").path("done").asInt()).isZero();
      site.awaitSettled();
      tickUntil(play, () -> instance(play) == null);
      assertThat(steps(play)).containsExactly(Step.BEGUN, Step.UPDATED);
    } finally {
      marathon.returnAgent(machine);
    }
  }

  @Test
  void aServiceThatDoesNotComeBackFromALossIsGivenUp() {
    DeliveredSite site = worker();
    Play play = start(site, NEW);
    deployAndLook(play);
    List<String> machines = List.of("agent-1", "agent-2", "agent-3");
    machines.forEach(marathon::loseAgent);
    try {
      tickUntil(play, () -> isAt(play, "timer_lookBack"));
    } finally {
      machines.forEach(marathon::returnAgent);
    }
    rollBack(play);
    assertThat(steps(play)).containsExactly(Step.BEGUN, Step.ROLLED_BACK);
    assertThat(evidence(play)).contains("did not run within PT15M");
  }

  @Test
  void whatSomebodyElseDeploysMeanwhileIsLeftAlone() {
    DeliveredSite site = site();
    Play play = start(site, NEW);
    deployAndLook(play);
    hosting.deploy(site.app(), "ghcr.io/hispano/site:2.0.0");
    tickUntil(play, () -> task(play) != null);
    assertThat(steps(play)).containsExactly(Step.BEGUN, Step.BROKEN);
    assertThat(evidence(play)).contains("somebody else has changed it");
    assertThat(site.running().orElseThrow().image()).isEqualTo("ghcr.io/hispano/site:2.0.0");
    decide(play, Map.of("decision", "fixed", "newImage", "ghcr.io/hispano/site:2.0.0"));
    site.awaitSettled();
    run(play);
    assertThat(steps(play)).endsWith(Step.UPDATED);
    assertThat(site.recordedImage()).isEqualTo("ghcr.io/hispano/site:2.0.0");
  }

  private static void awaitAnotherFailure(DeliveredSite site) {
    Optional<Instant> before = lastFailure(site);
    await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(100))
        .until(() -> !lastFailure(site).equals(before));
  }

  private static Optional<Instant> lastFailure(DeliveredSite site) {
    return site.running().orElseThrow().lastFailure().map(AppStatus.Failure::at);
  }
}
