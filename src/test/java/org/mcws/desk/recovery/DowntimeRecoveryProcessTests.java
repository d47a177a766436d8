package org.mcws.desk.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mcws.desk.engine.Door.Answer;
import org.mcws.desk.recovery.alert.Severity;
import org.mcws.desk.sandbox.Sandbox;
import org.mcws.desk.sandbox.SandboxHands;
import org.mcws.desk.status.ProbeHands;
import org.mcws.desk.status.StatusBoard;
import org.mcws.desk.update.DeliveredSite;

/** What the desk does by itself about one service that is down. */
class DowntimeRecoveryProcessTests extends RecoveryStage {

  @Test
  void aCertificateThatBrowsersRefuseIsAnOutageThatOnlyAPersonCanEnd() {
    DeliveredSite site = site();
    marathon.endCertificate(site.host(), now().minus(Duration.ofDays(1)));
    ProbeHands.watchCertificate(desk, site.id());
    Incident incident = notice(site);
    assertThat(incident.severity()).isEqualTo(Severity.SEV3);
    passUntil(() -> fresh(incident).severity() == Severity.SEV2);
    passUntilAt(incident, "userTask_acknowledge");

    assertThat(steps(incident)).noneMatch(step -> step.startsWith("Restarted"));
    assertThat(fresh(incident).evidence())
        .contains("Browsers refuse the certificate.")
        .contains("Certificate: " + site.host() + " shows a certificate for");
    assertThat(mailsTo(site.ana(), "%")).isEqualTo(1);
  }

  @Test
  void aSiteThatHangsIsRestartedOnceWatchedAndClosed() {
    DeliveredSite site = site();
    breakDown(site);
    Incident incident = notice(site);

    assertThat(incident.evidence()).contains("Probe page").contains("0 of 1 tasks healthy");
    passUntil(() -> steps(incident).contains("Restarted " + site.app() + "."));
    mend(site);
    passUntil(() -> fresh(incident).state() == Incident.State.WATCHING);
    assertThat(openOf(site)).isPresent();
    passUntil(() -> !instance(incident));

    Incident after = fresh(incident);
    assertThat(after.state()).isEqualTo(Incident.State.CLOSED);
    assertThat(after.restarts()).isEqualTo(1);
    assertThat(Duration.between(after.recoveredAt(), after.closedAt()))
        .isEqualTo(Duration.ofMinutes(15));
    assertThat(mailsTo(site.ana(), "Caído: %")).isEqualTo(1);
    assertThat(mailsTo(site.ben(), "Ausgefallen: %")).isEqualTo(1);
    assertThat(mailsTo(site.ana(), "Funciona de nuevo: " + site.host())).isEqualTo(1);
    await()
        .untilAsserted(
            () ->
                assertThat(SandboxHands.mailsTo(desk.getBean(Sandbox.class), site.ana()))
                    .as("each in their language")
                    .anyMatch(body -> body.contains("Qué se hizo: Lo hemos reiniciado.")));
  }

  @Test
  void whenARestartDoesNotHelpAPersonIsCalled() {
    DeliveredSite site = site();
    breakDown(site);
    Incident incident = notice(site);
    passUntilAt(incident, "userTask_acknowledge");

    assertThat(steps(incident))
        .containsSubsequence(
            "Next: wait.",
            "Next: restart.",
            "Restarted " + site.app() + ".",
            "To restart has not helped yet.",
            "Next: hand it to a person.");
    mend(site);
    passUntil(() -> !instance(incident));
    assertThat(fresh(incident).state()).isEqualTo(Incident.State.CLOSED);
  }

  @Test
  void recordsThatSomebodyHasChangedAreRepaired() {
    DeliveredSite site = site();
    platform.makeAddress("example", site.host());
    Incident incident = notice(site);

    assertThat(steps(incident)).contains("Repaired the records of " + site.host() + ".");
    passUntil(() -> !instance(incident));
    assertThat(fresh(incident).restarts()).isZero();
  }

  @Test
  void aSiteThatSomebodyHasSwitchedOffIsSwitchedOn() {
    DeliveredSite site = site();
    database.update(
        "update delivered_service set specification = '{\"instances\": 2}' where id = ?",
        site.id());
    platform.scale(site.app(), 0);
    await()
        .until(
            () ->
                site.running()
                    .filter(app -> !app.deploying() && app.tasks().isEmpty())
                    .isPresent());
    Incident incident = notice(site);
    passUntil(
        () -> steps(incident).contains("Scaled " + site.app() + " to 2 tasks, since it had none."));
    site.awaitSettled();
    passUntil(() -> !instance(incident));
  }

  @Test
  void aNewVersionThatDoesNotRunIsRolledBack() {
    DeliveredSite site = site();
    String bad = "ghcr.io/hispano/site:1.5.0";
    release(site, bad);
    breakDown(site);
    Incident incident = notice(site);
    passUntil(() -> steps(incident).stream().anyMatch(s -> s.startsWith("Rolled back from")));
    marathon.markUnhealthy(site.app(), false);
    site.awaitSettled();

    assertThat(site.running().orElseThrow().image()).isEqualTo(IMAGE);
    assertThat(site.recordedImage()).isEqualTo(IMAGE);
    passUntil(() -> !instance(incident));
    assertThat(fresh(incident).rollBacks()).isEqualTo(1);

    breakDown(site);
    Incident next = notice(site);
    passUntilAt(next, "userTask_acknowledge");
    assertThat(fresh(next).rollBacks())
        .as("what was rolled back is not rolled back further")
        .isZero();
    mend(site);
  }

  @Test
  void whatComesAndGoesIsOneIncident() {
    DeliveredSite site = site();
    breakDown(site);
    Incident incident = notice(site);
    desk.getBean(StatusBoard.class).publish(incident.id());
    for (int flap = 1; flap <= 3; flap++) {
      mend(site);
      passUntil(() -> fresh(incident).state() == Incident.State.WATCHING);
      breakDown(site);
      passUntil(() -> fresh(incident).state() == Incident.State.OPEN);
    }
    mend(site);
    passUntil(() -> !instance(incident));

    assertThat(fresh(incident).flaps()).isEqualTo(3);
    assertThat(lastOf(site).id()).isEqualTo(incident.id());
    assertThat(mailsTo(site.ana(), "Caído: %")).isEqualTo(1);
    assertThat(mailsTo(site.ana(), "Funciona de nuevo: %")).isEqualTo(1);
    assertThat(
            database.queryForList(
                "select stage from status_news where notice = ? order by id",
                String.class,
                incident.id()))
        .as("what subscribers hear: that it is down, what is known, up, down again, and up again")
        .containsExactly(
            "INVESTIGATING", "INVESTIGATING", "MONITORING", "INVESTIGATING", "RESOLVED");
  }

  @Test
  void whoIsOnItIsNotCalledEachTimeThatItComesAndGoes() {
    DeliveredSite site = site();
    Incident incident = called(site);
    acknowledge(incident, "ops");
    int calls = calls(incident);
    for (int flap = 1; flap <= 2; flap++) {
      mend(site);
      passUntil(() -> fresh(incident).state() == Incident.State.WATCHING);
      breakDown(site);
      passUntilAt(incident, "userTask_recoverByHand");
    }
    mend(site);

    assertThat(fresh(incident).acknowledgedBy()).isEqualTo("ops");
    assertThat(calls(incident)).isEqualTo(calls);
  }

  @Test
  void anOwnerReportsWhatTheProbesDoNotSee() {
    DeliveredSite site = site();
    Answer answer =
        door.post(
            site.ana(),
            "/api/incidents",
            json(Map.of("serviceId", site.id(), "description", "Nobody can log in")));
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    Incident incident = openOf(site).orElseThrow();
    assertThat(answer.header("Location")).isEqualTo("/api/incidents/" + incident.id());

    passUntilAt(incident, "userTask_acknowledge");
    acknowledge(incident, "ops");
    act(incident, "ops", "isWell");
    passUntil(() -> !instance(incident));
    assertThat(history(incident)).contains("Nobody can log in");
  }

  @Test
  void whoReportsWhatIsKnownIsToldSo() {
    DeliveredSite site = site();
    breakDown(site);
    notice(site);
    Answer answer =
        door.post(
            site.ana(),
            "/api/incidents",
            json(Map.of("serviceId", site.id(), "description", "I see nothing")));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).contains("/serviceId").contains("add what you know");
  }

  @Test
  void strangersCannotReportNorRead() {
    DeliveredSite other = site();
    DeliveredSite site = site();
    breakDown(site);
    Incident incident = notice(site);

    assertThat(
            door.post(
                    other.ana(),
                    "/api/incidents",
                    json(Map.of("serviceId", site.id(), "description", "I see nothing")))
                .status())
        .isEqualTo(400);
    assertThat(door.get(other.ana(), "/api/incidents/" + incident.id()).status()).isEqualTo(404);
    assertThat(door.get(other.ana(), "/api/incidents").json().path("items")).isEmpty();
    assertThat(
            door.get(site.ana(), "/api/incidents/" + incident.id()).json().path("state").asText())
        .isEqualTo("open");
  }
}
