package org.mcws.desk.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcws.desk.update.DeliveredSite;

/**
 * The platform does what a step asks for, and its answer is lost, as if the desk had died: the step
 * is taken again, and yet nothing is done twice.
 */
class LostAnswersProcessTests extends RecoveryStage {

  private static final String NEWER = "ghcr.io/hispano/site:1.5.0";

  private String lost;

  @AfterEach
  void returnAgent() {
    if (lost != null) {
      marathon.returnAgent(lost);
      database.update("delete from known_machine");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"restart", "move"})
  void anAppIsStartedAnewOnce(String decision) {
    DeliveredSite site = site();
    Incident incident = taken(site);
    int versions = platform.versions(site.app());
    loseAnswer("marathon", "POST", "/v2/apps/.*/restart");
    act(incident, "ops", decision);
    assertThat(platform.versions(site.app())).isEqualTo(versions + 1);
    assertThat(steps(incident)).as("no answer").noneMatch(step -> step.startsWith("Restarted"));
    site.awaitSettled();
    passUntilAt(incident, "userTask_recoverByHand");

    assertThat(platform.versions(site.app())).isEqualTo(versions + 1);
    assertThat(steps(incident)).containsOnlyOnce("Restarted " + site.app() + ".");
  }

  @Test
  void aRollBackAndWhatTakesItBackAreDoneOnce() {
    DeliveredSite site = site();
    release(site, NEWER);
    Incident incident = taken(site);
    int versions = platform.versions(site.app());
    loseAnswer("marathon", "PUT", "/v2/apps/.*");
    act(incident, "ops", "rollBack");
    assertThat(platform.versions(site.app())).isEqualTo(versions + 1);
    assertThat(site.recordedImage()).as("no answer").isEqualTo(NEWER);
    site.awaitSettled();
    passUntil(() -> steps(incident).contains("Rolled back from " + NEWER + " to " + IMAGE + "."));
    assertThat(platform.versions(site.app())).isEqualTo(versions + 1);

    breakDown(site);
    loseAnswer("marathon", "PUT", "/v2/apps/.*");
    String broughtBack = "Brought back " + NEWER + ", since the roll-back made it worse.";
    passUntil(() -> steps(incident).contains(broughtBack));
    assertThat(platform.versions(site.app())).isEqualTo(versions + 2);
    assertThat(site.recordedImage()).isEqualTo(NEWER);
    assertThat(steps(incident)).containsOnlyOnce(broughtBack);
    assertThat(fresh(incident).forbidden()).containsExactly(Step.ROLL_BACK);
  }

  @Test
  void tasksAreBroughtBackOnce() {
    DeliveredSite site = site();
    platform.scale(site.app(), 0);
    await().until(() -> site.running().filter(app -> app.tasks().isEmpty()).isPresent());
    int versions = platform.versions(site.app());
    loseAnswer("marathon", "PUT", "/v2/apps/.*");
    Incident incident = notice(site);
    assertThat(platform.versions(site.app())).isEqualTo(versions + 1);
    assertThat(steps(incident)).as("no answer").noneMatch(step -> step.startsWith("Scaled"));
    site.awaitSettled();
    String scaled = "Scaled " + site.app() + " to one task, since it had none.";
    passUntil(() -> steps(incident).contains(scaled));

    assertThat(platform.versions(site.app())).isEqualTo(versions + 1);
    assertThat(steps(incident)).containsOnlyOnce(scaled);
  }

  @Test
  void recordsAreRepairedOnce() {
    DeliveredSite site = site();
    platform.makeAddress("example", site.host());
    loseAnswer("dns", "PATCH", ".*");
    Incident incident = notice(site);
    assertThat(steps(incident)).as("no answer").noneMatch(step -> step.startsWith("Repaired"));
    passUntil(() -> fresh(incident).state() == Incident.State.WATCHING);

    assertThat(steps(incident)).containsOnlyOnce("Repaired the records of " + site.host() + ".");
    assertThat(fresh(incident).repairs()).isEqualTo(1);
  }

  @Test
  void whatDiedWithAMachineIsStartedElsewhereOnce() {
    LostMachines machines = desk.getBean(LostMachines.class);
    machines.count();
    DeliveredSite site = site();
    lost = site.running().orElseThrow().tasks().get(0).host();
    nearlyNotice(site);
    marathon.loseAgent(lost);
    machines.count();
    Incident platformIncident = platformIncident();
    int versions = platform.versions(site.app());
    loseAnswer("marathon", "POST", "/v2/apps/.*/restart");
    passUntil(() -> steps(platformIncident).stream().anyMatch(step -> step.startsWith("Started")));

    assertThat(steps(platformIncident)).filteredOn(step -> step.startsWith("Started")).hasSize(1);
    assertThat(platform.versions(site.app())).isEqualTo(versions + 1);
    mend(site);
  }

  /** An incident of the site that somebody of Ops has taken. */
  private Incident taken(DeliveredSite site) {
    Incident incident = reported(site);
    passUntilAt(incident, "userTask_acknowledge");
    acknowledge(incident, "ops");
    return incident;
  }

  private void loseAnswer(String server, String method, String path) {
    var told =
        door.post(
            null,
            "/api/sandbox/" + server + "/faults",
            "{\"kind\": \"cut\", \"method\": \"%s\", \"path\": \"%s\", \"afterEffect\": true}"
                .formatted(method, path));
    assertThat(told.status()).as(told.text()).isEqualTo(200);
  }
}
