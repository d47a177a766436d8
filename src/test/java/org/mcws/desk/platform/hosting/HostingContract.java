package org.mcws.desk.platform.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mcws.desk.platform.PlatformRefusal;
import org.mcws.desk.platform.PlatformUnavailable;

/** What every hosting platform must do for the desk; it has three machines. */
public abstract class HostingContract extends HostingStage {

  @Test
  void runsASiteThatAnswersUnderEachOfItsNames() {
    AppStatus status = running(site(goodImage(1)));

    assertThat(status.image()).isEqualTo(goodImage(1));
    assertThat(status.labels()).containsEntry("desk-service", "service-1");
    assertThat(status.tasks()).hasSize(1);
    assertThat(visit("xy.example")).contains(ID).contains(goodImage(1));
    assertThat(visit("www.xy.example")).contains(ID);
  }

  @Test
  void runsAWorkerWithoutAPort() {
    AppStatus status = running(worker(goodImage(1)));

    assertThat(status.tasks()).hasSize(1);
    assertThat(visit("xy.example")).doesNotContain(ID);
  }

  @Test
  void findsNothingWhereNothingIs() {
    assertThat(hosting().find(ID)).isEmpty();
  }

  @Test
  void isNotSettledBeforeItsTasksAreHealthy() {
    hosting().ensure(site(unhealthyImage()));

    AppStatus status = eventually(found -> !found.tasks().isEmpty());

    assertThat(status.settled()).isFalse();
    assertThat(status.deploying()).isTrue();
  }

  @Test
  void leavesAnAppAloneThatIsAsDescribed() {
    AppStatus before = running(site(goodImage(1)));

    hosting().ensure(site(goodImage(1)));

    AppStatus after = hosting().find(ID).orElseThrow();
    assertThat(after.version()).isEqualTo(before.version());
    assertThat(after.deploying()).isFalse();
    assertThat(taskIds(after)).isEqualTo(taskIds(before));
  }

  @Test
  void replacesTheTasksWhenTheImageChanges() {
    AppStatus before = running(site(goodImage(1)));

    AppStatus after = running(site(goodImage(2)));

    assertThat(after.image()).isEqualTo(goodImage(2));
    assertThat(after.version()).isNotEqualTo(before.version());
    assertThat(taskIds(after)).doesNotContainAnyElementsOf(taskIds(before));
    assertThat(visit("xy.example")).contains(goodImage(2));
  }

  @Test
  void keepsTheTasksThatThereAreWhenOnlyTheirNumberGrows() {
    AppStatus before = running(site(goodImage(1)));

    AppStatus after = running(withInstances(site(goodImage(1)), 3));

    assertThat(after.tasks()).hasSize(3);
    assertThat(taskIds(after)).containsAll(taskIds(before));
  }

  @Test
  void turnsASiteIntoAWorkerAndBack() {
    running(site(goodImage(1)));

    running(worker(goodImage(1)));
    assertThat(visit("xy.example")).doesNotContain(ID);
    running(site(goodImage(1)));
    assertThat(visit("xy.example")).contains(ID);
  }

  @Test
  void refusesANameThatAnotherServiceHas() {
    running(site(goodImage(1)));
    App other = withLabels(site(goodImage(2)), Map.of("desk-service", "service-2"));

    assertThatExceptionOfType(PlatformRefusal.class)
        .isThrownBy(() -> hosting().ensure(other))
        .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("appNameTaken"))
        .withMessageContaining(ID);
    assertThat(hosting().find(ID).orElseThrow().image()).isEqualTo(goodImage(1));
  }

  @Test
  void refusesADescriptionThatThePlatformRejects() {
    App nonsense = withResources(site(goodImage(1)), new App.Resources(-1, 64, 0));

    assertThatExceptionOfType(PlatformRefusal.class)
        .isThrownBy(() -> hosting().ensure(nonsense))
        .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("appRefused"))
        .withMessageContaining("cpus");
  }

  @Test
  void refusesAnIdThatCouldMeanSomethingElse() {
    for (String id :
        List.of("/a/../b", "/a/.b", "/a/b?force=true", "a", "/A", "/a/tasks", "/", "/a//b")) {
      assertThatExceptionOfType(PlatformRefusal.class)
          .as(id)
          .isThrownBy(() -> hosting().remove(id))
          .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("appRefused"));
    }
  }

  @Test
  void findsNothingUnderTheLongerNamesOfOthersEither() {
    assertThat(hosting().find("/ops/discourse.v2")).isEmpty();
  }

  @Test
  void tellsWhyAnImageThatIsMissingDoesNotRun() {
    hosting().ensure(site(missingImage()));

    AppStatus status = eventually(found -> found.lastFailure().isPresent());

    assertThat(status.lastFailure().orElseThrow().message()).contains(missingImage());
    assertThat(status.deploying()).isTrue();
    assertThat(status.settled()).isFalse();
  }

  @Test
  void tellsWhatAnAppWaitsForThatNoMachineCanHold() {
    hosting().ensure(withResources(site(goodImage(1)), new App.Resources(100_000, 64, 0)));

    AppStatus status = eventually(found -> found.waitingFor().isPresent());

    assertThat(status.waitingFor().orElseThrow()).contains("processor");
    assertThat(status.tasks()).isEmpty();
  }

  @Test
  void replacesADescriptionThatCannotRun() {
    hosting().ensure(site(missingImage()));
    eventually(found -> found.lastFailure().isPresent());

    assertThat(running(site(goodImage(1))).image()).isEqualTo(goodImage(1));
  }

  @Test
  void deploysAnotherImageAndChangesNothingElse() {
    AppStatus before = running(withInstances(site(goodImage(1)), 2));

    hosting().deploy(ID, goodImage(2));

    AppStatus after = settled();
    assertThat(after.image()).isEqualTo(goodImage(2));
    assertThat(after.instances()).isEqualTo(2);
    assertThat(after.labels()).isEqualTo(before.labels());
    assertThat(taskIds(after)).doesNotContainAnyElementsOf(taskIds(before));
    assertThat(visit("xy.example")).contains(goodImage(2));
    hosting().ensure(withInstances(site(goodImage(2)), 2));
    assertThat(hosting().find(ID).orElseThrow().version()).isEqualTo(after.version());
  }

  @Test
  void deploysByDigest() {
    running(site(goodImage(1)));

    hosting().deploy(ID, pinned(2));

    assertThat(settled().image()).isEqualTo(pinned(2));
    assertThat(visit("xy.example")).contains(goodImage(2));
  }

  @Test
  void startsNothingAnewWhenTheImageRunsAlready() {
    AppStatus before = running(site(goodImage(1)));

    hosting().deploy(ID, goodImage(1));

    AppStatus after = hosting().find(ID).orElseThrow();
    assertThat(after.version()).isEqualTo(before.version());
    assertThat(after.deploying()).isFalse();
    assertThat(taskIds(after)).isEqualTo(taskIds(before));
  }

  @Test
  void cannotDeployToWhatIsNotThere() {
    assertThatExceptionOfType(PlatformRefusal.class)
        .isThrownBy(() -> hosting().deploy(ID, goodImage(1)))
        .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("appMissing"))
        .withMessageContaining(ID);
  }

  @Test
  void deploysAnotherImageWithOtherSettingsAtOnce() {
    AppStatus before = running(withInstances(site(goodImage(1)), 2));

    hosting().deploy(ID, goodImage(2), settings("r1"));

    AppStatus begun = hosting().find(ID).orElseThrow();
    assertThat(begun.image()).isEqualTo(goodImage(2));
    assertThat(begun.labels()).containsEntry(App.SETTINGS, "r1");
    AppStatus after = settled();
    assertThat(after.version()).as("in one deployment").isEqualTo(begun.version());
    assertThat(taskIds(after)).doesNotContainAnyElementsOf(taskIds(before));
    assertThat(after.labels()).containsAllEntriesOf(before.labels());
    assertThat(hosting().definition(ID))
        .contains(withInstances(site(goodImage(2)), 2).with(shown("r1")));
    assertThat(visit("xy.example")).contains(goodImage(2));
    hosting().ensure(withInstances(site(goodImage(2)), 2).with(settings("r1")));
    assertThat(hosting().find(ID).orElseThrow().version()).isEqualTo(after.version());
  }

  @Test
  void startsNothingAnewWhenImageAndSettingsAreThereAlready() {
    running(site(goodImage(1)));
    hosting().deploy(ID, goodImage(2), settings("r1"));
    AppStatus before = settled();

    hosting().deploy(ID, goodImage(2), settings("r1"));
    hosting().deployInstead(ID, goodImage(2), settings("r1"));

    AppStatus after = hosting().find(ID).orElseThrow();
    assertThat(after.version()).isEqualTo(before.version());
    assertThat(after.deploying()).isFalse();
    assertThat(taskIds(after)).isEqualTo(taskIds(before));
  }

  @Test
  void deploysOtherSettingsWithTheSameImage() {
    AppStatus before = running(site(goodImage(1)).with(settings("r1")));

    hosting().deploy(ID, goodImage(1), settings("r2"));

    AppStatus after = settled();
    assertThat(taskIds(after)).doesNotContainAnyElementsOf(taskIds(before));
    assertThat(after.labels()).containsEntry(App.SETTINGS, "r2");
    assertThat(hosting().definition(ID).orElseThrow().settings()).isEqualTo(shown("r2"));
  }

  @Test
  void takesAwayWhatSettingsNoLongerSay() {
    running(site(goodImage(1)).with(settings("r1")));

    hosting().deploy(ID, goodImage(1), new Settings(Map.of(), Map.of(), "r2"));

    settled();
    assertThat(hosting().definition(ID).orElseThrow().settings())
        .isEqualTo(new Settings(Map.of(), Map.of(), "r2"));
  }

  @Test
  void keepsTheSettingsWhenOnlyTheImageChanges() {
    running(site(goodImage(1)).with(settings("r1")));

    hosting().deploy(ID, goodImage(2));

    AppStatus after = settled();
    assertThat(after.image()).isEqualTo(goodImage(2));
    hosting().deploy(ID, goodImage(2), settings("r1"));
    assertThat(hosting().find(ID).orElseThrow().version()).isEqualTo(after.version());
    assertThat(hosting().definition(ID).orElseThrow().settings()).isEqualTo(shown("r1"));
  }

  @Test
  void leavesAnAppAloneThatHasItsSettings() {
    AppStatus before = running(site(goodImage(1)).with(settings("r1")));

    hosting().ensure(site(goodImage(1)).with(settings("r1")));

    assertThat(before.labels()).containsEntry(App.SETTINGS, "r1");
    assertThat(hosting().find(ID).orElseThrow().version()).isEqualTo(before.version());
  }

  @Test
  void deploysSettingsInThePlaceOfADeploymentThatMayYetSucceed() {
    running(site(goodImage(1)).with(settings("r1")));
    hosting().deploy(ID, unhealthyImage(), settings("r2"));
    eventually(found -> found.tasks().size() == 2);

    hosting().deployInstead(ID, goodImage(1), settings("r1"));

    assertThat(settled().image()).isEqualTo(goodImage(1));
    assertThat(hosting().definition(ID).orElseThrow().settings()).isEqualTo(shown("r1"));
  }

  @Test
  void bringsTheSettingsOfAnEarlierVersionBack() {
    AppStatus good = running(site(goodImage(1)).with(settings("r1")));
    hosting().deploy(ID, goodImage(2), settings("r2"));
    settled();
    hosting().deploy(ID, goodImage(2), settings("r3"));
    settled();

    hosting().rollBack(ID, good.version());

    AppStatus back = settled();
    assertThat(back.image()).isEqualTo(goodImage(1));
    assertThat(hosting().definition(ID).orElseThrow().settings()).isEqualTo(shown("r1"));
    hosting().deploy(ID, goodImage(1), settings("r1"));
    assertThat(hosting().find(ID).orElseThrow().version()).isEqualTo(back.version());
  }

  @Test
  void cannotDeploySettingsToWhatIsNotThere() {
    assertThatExceptionOfType(PlatformRefusal.class)
        .isThrownBy(() -> hosting().deploy(ID, goodImage(1), settings("r1")))
        .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("appMissing"))
        .withMessageContaining(ID);
  }

  @Test
  void describesAnAppAsItWasDescribedByTheDesk() {
    assertThat(hosting().definition(ID)).isEmpty();
    for (App app : List.of(site(goodImage(1)), worker(goodImage(2)), site(pinned(2)))) {
      running(app);

      assertThat(hosting().definition(ID)).contains(app);
    }
  }

  @Test
  void showsNobodyASecret() {
    App app = site(goodImage(1)).with(settings("r1"));
    AppStatus status = running(app);

    assertThat(List.of(status, app, settings("r1"), hosting().definition(ID)).toString())
        .contains("TOKEN")
        .contains("saluton from r1")
        .doesNotContain(secret("r1"))
        .doesNotContain("key to r1");
  }

  /** What a platform shows of these settings. */
  private static Settings shown(String revision) {
    return new Settings(settings(revision).environment(), Map.of(), revision);
  }

  @Test
  void tellsWhyWhatWasDeployedDoesNotRunWhileTheOldGoesOn() {
    AppStatus good = running(site(goodImage(1)));

    hosting().deploy(ID, missingImage());

    AppStatus failing = eventually(found -> found.failing().isPresent());
    assertThat(failing.failing().orElseThrow().message()).contains(missingImage());
    assertThat(failing.deploying()).isTrue();
    assertThat(taskIds(failing)).containsAll(taskIds(good));
    assertThat(visit("xy.example")).contains(goodImage(1));

    hosting().rollBack(ID, good.version());

    AppStatus back = settled();
    assertThat(back.image()).isEqualTo(goodImage(1));
    assertThat(back.lastFailure()).as("the platform remembers it").isPresent();
    assertThat(back.failing()).as("but not of what runs now").isEmpty();
  }

  @Test
  void deploysInThePlaceOfWhatDoesNotRun() {
    running(site(goodImage(1)));
    hosting().deploy(ID, missingImage());
    eventually(found -> found.failing().isPresent());

    hosting().deploy(ID, goodImage(2));

    assertThat(settled().image()).isEqualTo(goodImage(2));
  }

  @Test
  void bringsAnEarlierVersionBack() {
    AppStatus good = running(site(goodImage(1)));
    running(site(goodImage(2)));

    hosting().rollBack(ID, good.version());

    assertThat(settled().image()).isEqualTo(goodImage(1));
    assertThat(visit("xy.example")).contains(goodImage(1));
  }

  @Test
  void rollsBackADeploymentThatNeverEnds() {
    AppStatus good = running(site(goodImage(1)));
    hosting().ensure(site(unhealthyImage()));
    eventually(found -> found.tasks().size() == 2);
    assertThat(visit("xy.example")).as("the old task goes on").contains(goodImage(1));

    hosting().rollBack(ID, good.version());

    assertThat(settled().image()).isEqualTo(goodImage(1));
  }

  @Test
  void rollsBackOnlyOnceHoweverOftenItIsAsked() {
    AppStatus good = running(site(goodImage(1)));
    running(site(goodImage(2)));
    hosting().rollBack(ID, good.version());
    AppStatus once = settled();

    hosting().rollBack(ID, good.version());

    AppStatus twice = hosting().find(ID).orElseThrow();
    assertThat(twice.version()).isEqualTo(once.version());
    assertThat(taskIds(twice)).isEqualTo(taskIds(once));
  }

  @Test
  void cannotRollBackToWhatIsGone() {
    running(site(goodImage(1)));

    for (String id : List.of(ID, "/mozilla-xy/other")) {
      assertThatExceptionOfType(PlatformRefusal.class)
          .isThrownBy(() -> hosting().rollBack(id, "2016-02-16T10:00:00.000Z"))
          .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("versionGone"));
    }
  }

  @Test
  void restartsWithNewTasks() {
    AppStatus before = running(site(goodImage(1)));

    hosting().restart(ID);

    AppStatus after = settled();
    assertThat(taskIds(after)).doesNotContainAnyElementsOf(taskIds(before));
    assertThat(after.image()).isEqualTo(before.image());
  }

  @Test
  void cannotRestartWhatIsNotThere() {
    assertThatExceptionOfType(PlatformRefusal.class)
        .isThrownBy(() -> hosting().restart(ID))
        .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("appMissing"));
  }

  @Test
  void movesAnAppOffAMachineWhileItGoesOnAnswering() {
    AppStatus before = running(withInstances(site(goodImage(1)), 2));
    String host = before.tasks().get(0).host();

    hosting().avoid(ID, host);

    AppStatus after =
        eventually(
            found -> {
              assertThat(visit("xy.example")).contains(goodImage(1));
              return found.settled();
            });
    assertThat(hosts(after)).hasSize(2).doesNotContain(host);
    assertThat(after.image()).isEqualTo(before.image());
    assertThat(after.labels()).isEqualTo(before.labels());
    assertThat(after.version()).isNotEqualTo(before.version());
  }

  @Test
  void keepsAnAppOffAMachineOnceHoweverOftenItIsAsked() {
    String host = running(site(goodImage(1))).tasks().get(0).host();
    hosting().avoid(ID, host);
    AppStatus once = settled();

    hosting().avoid(ID, host);

    AppStatus twice = hosting().find(ID).orElseThrow();
    assertThat(twice.version()).isEqualTo(once.version());
    assertThat(taskIds(twice)).isEqualTo(taskIds(once));
    hosting().deploy(ID, goodImage(2));
    assertThat(hosts(settled())).as("another image changes nothing").doesNotContain(host);
  }

  @Test
  void letsAnAppUseAMachineAgain() {
    String first = running(site(goodImage(1))).tasks().get(0).host();
    hosting().avoid(ID, first);
    String second = settled().tasks().get(0).host();
    hosting().avoid(ID, second);
    AppStatus third = settled();
    assertThat(hosts(third)).doesNotContain(first, second);

    hosting().allow(ID, first);
    AppStatus allowed = settled();
    hosting().allow(ID, first);
    assertThat(hosting().find(ID).orElseThrow().version()).isEqualTo(allowed.version());

    hosting().avoid(ID, third.tasks().get(0).host());
    assertThat(hosts(settled())).as("it has no other left").containsExactly(first);
  }

  @Test
  void leavesAnAppAloneThatMayUseTheMachine() {
    AppStatus before = running(site(goodImage(1)));

    hosting().allow(ID, before.tasks().get(0).host());
    hosting().allow("/mozilla-xy/other", before.tasks().get(0).host());

    assertThat(hosting().find(ID).orElseThrow().version()).isEqualTo(before.version());
  }

  @Test
  void tellsWhyAnAppCannotMoveAndTakesItBack() {
    App.Resources mostOfAMachine = new App.Resources(0.6 * processors(), 64, 0);
    AppStatus before = running(withResources(site(goodImage(1)), mostOfAMachine));
    String host = before.tasks().get(0).host();
    App other = other(mostOfAMachine, 2);
    hosting().ensure(other);
    await()
        .atMost(patience())
        .until(() -> hosting().find(other.id()).filter(AppStatus::settled).isPresent());

    hosting().avoid(ID, host);

    AppStatus stuck = eventually(found -> found.waitingFor().isPresent());
    assertThat(stuck.tasks()).singleElement().matches(AppStatus.Task::healthy);
    assertThat(hosts(stuck)).containsExactly(host);
    hosting().allow(ID, host);
    hosting().remove(other.id());
    settled();
  }

  private App other(App.Resources resources, int instances) {
    App site = withInstances(withResources(worker(goodImage(1)), resources), instances);
    return new App(
        "/mozilla-xy/other",
        site.image(),
        site.command(),
        site.settings(),
        site.port(),
        site.hostNames(),
        site.healthPath(),
        site.resources(),
        site.instances(),
        site.labels());
  }

  @Test
  void cannotMoveWhatIsNotThere() {
    assertThatExceptionOfType(PlatformRefusal.class)
        .isThrownBy(() -> hosting().avoid(ID, "agent-1"))
        .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("appMissing"))
        .withMessageContaining(ID);
  }

  @Test
  void tellsWhatAnAppHasPrinted() {
    running(saying(goodImage(1)));

    await().atMost(patience()).until(() -> hosting().output(ID).contains(goodImage(1)));

    assertThat(hosting().output("/mozilla-xy/other")).isEmpty();
  }

  @Test
  void tellsWhatTheNewestInstanceHasPrintedNotTheOneThatItReplaced() {
    running(saying(goodImage(1)));
    running(saying(goodImage(2)));

    await().atMost(patience()).until(() -> hosting().output(ID).contains(goodImage(2)));

    assertThat(hosting().output(ID)).doesNotContain(goodImage(1));
  }

  /** What only pretends to run an image says which; what runs it is told to. */
  private App saying(String image) {
    return worker(image).with(Settings.of(Map.of("LANG", image)));
  }

  @Test
  void removesAnAppAndCanSetItUpAgain() {
    running(site(goodImage(1)));

    hosting().remove(ID);
    hosting().remove(ID);

    assertThat(hosting().find(ID)).isEmpty();
    await()
        .atMost(patience())
        .pollInterval(Duration.ofMillis(20))
        .ignoreExceptionsInstanceOf(PlatformUnavailable.class)
        .untilAsserted(() -> hosting().ensure(site(goodImage(1))));
    settled();
  }

  @Test
  void removesAnAppWhoseDeploymentNeverEnds() {
    hosting().ensure(site(unhealthyImage()));

    hosting().remove(ID);

    assertThat(hosting().find(ID)).isEmpty();
  }
}
