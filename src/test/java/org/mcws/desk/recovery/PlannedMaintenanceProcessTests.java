package org.mcws.desk.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mcws.desk.engine.Door.Answer;
import org.mcws.desk.update.DeliveredSite;
import org.springframework.beans.factory.annotation.Autowired;

/** Ops plan work: the public reads of it, and nobody is called meanwhile. */
class PlannedMaintenanceProcessTests extends RecoveryStage {

  @Autowired private PlannedMaintenances planned;
  @Autowired private WaitingSignals waiting;

  @AfterEach
  void nothingPlanned() {
    database.update("delete from maintenance");
  }

  @Test
  void nobodyIsCalledWhileItLastsAndWhatIsStillDownAfterwardsIsAnIncident() {
    DeliveredSite site = site();
    Answer made = plan("ops", site, Duration.ofMinutes(1), Duration.ofMinutes(31));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    pass(Duration.ofMinutes(1));
    planned.tellDue();
    breakDown(site);
    for (int minute = 0; minute < 10; minute++) {
      pass(Duration.ofMinutes(1));
      waiting.lookAgain();
    }
    assertThat(openOf(site)).isEmpty();
    Answer signals = door.get("ops", "/api/signals");
    assertThat(signals.text()).contains("silenced").contains("Maintenance: New disks");
    assertThat(state(made)).isEqualTo("in-progress");

    pass(Duration.ofMinutes(20));
    planned.tellDue();
    waiting.lookAgain();
    assertThat(openOf(site)).isPresent();
    assertThat(state(made)).isEqualTo("completed");
  }

  @Test
  void thePublicReadsOfItAndOfItsCancellation() {
    DeliveredSite site = site();
    Answer made = plan("ops", site, Duration.ofHours(1), Duration.ofHours(2));
    Answer told = door.get(null, "/api/v2/scheduled-maintenances/upcoming.json");
    assertThat(told.text()).contains("New disks");
    assertThat(door.send("ops", "DELETE", made.header("Location"), null).status()).isEqualTo(204);

    assertThat(state(made)).isEqualTo("cancelled");
    assertThat(door.get(null, "/api/v2/scheduled-maintenances/upcoming.json").text())
        .doesNotContain("New disks");
  }

  @Test
  void onlyOpsPlanAndOnlyWhatMakesSense() {
    DeliveredSite site = site();
    assertThat(plan(site.ana(), site, Duration.ZERO, Duration.ofHours(1)).status()).isEqualTo(403);
    Answer backwards = plan("ops", site, Duration.ofHours(2), Duration.ofHours(1));
    assertThat(backwards.status()).isEqualTo(400);
    assertThat(backwards.text()).contains("/until");
    Answer longer = plan("ops", site, Duration.ZERO, Duration.ofDays(8));
    assertThat(longer.text()).contains("seven days");
    Answer nobody =
        door.post(
            "ops",
            "/api/maintenances",
            json(
                Map.of(
                    "service",
                    "no.such",
                    "words",
                    "x",
                    "from",
                    now().toString(),
                    "until",
                    now().plusSeconds(60).toString())));
    assertThat(nobody.status()).isEqualTo(400);
    assertThat(nobody.text()).contains("/service");
  }

  private Answer plan(String user, DeliveredSite site, Duration from, Duration until) {
    return door.post(
        user,
        "/api/maintenances",
        json(
            Map.of(
                "service",
                site.id(),
                "words",
                "New disks",
                "from",
                now().plus(from).toString(),
                "until",
                now().plus(until).toString())));
  }

  private String state(Answer made) {
    String id = made.json().path("id").asText();
    for (var one : door.get("ops", "/api/maintenances").json().path("items")) {
      if (one.path("id").asText().equals(id)) {
        return one.path("state").asText();
      }
    }
    throw new AssertionError("not listed: " + id);
  }
}
