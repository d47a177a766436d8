package org.mcws.desk.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mcws.desk.recovery.alert.Severity;
import org.mcws.desk.status.ProbeHands;
import org.mcws.desk.update.DeliveredSite;

/** What further signals make of an incident that is open. */
class JoinedSignalsProcessTests extends RecoveryStage {

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

  private int decisions(Incident incident) {
    return database.queryForObject(
        "select count(*) from incident_entry where incident = ? and kind = 'STEP'",
        Integer.class,
        incident.id());
  }
}
