package org.mcws.desk.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Date;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mcws.desk.status.ProbeHands;
import org.mcws.desk.update.DeliveredSite;
import org.springframework.beans.factory.annotation.Autowired;

/** The desk tries whether it would notice and mind an incident, and what it finds about itself. */
class RehearsalProcessTests extends RecoveryStage {

  @Autowired private Rehearsal rehearsal;
  @Autowired private SelfCheck selfCheck;
  @Autowired private WaitingSignals waiting;

  @BeforeEach
  void forgetRehearsals() {
    database.update("update incident set cause = null where rehearsal");
  }

  @Test
  void aRehearsalGoesThroughByItselfOnceADay() {
    String robin = newOps();
    rehearsal.begin();
    rehearsal.begin();
    Incident incident =
        incidents.findByScopeAndClosedAtIsNullOrderByOpenedAt(IncidentScope.PLATFORM).stream()
            .filter(Incident::isRehearsal)
            .findFirst()
            .orElseThrow();
    run(incident);
    passUntil(
        () -> {
          rehearsal.goOn();
          return !instance(incident);
        });

    assertThat(fresh(incident).state()).isEqualTo(Incident.State.CLOSED);
    assertThat(steps(incident))
        .containsSubsequence(
            "Would now restart (rehearsal).",
            "Next: hand it to a person.",
            "Would now start its tasks elsewhere (rehearsal).",
            "Next: watch whether it stays well.");
    assertThat(history(incident))
        .noneMatch(words -> words.contains("told"))
        .anyMatch(words -> words.startsWith("Would call "))
        .anyMatch(words -> words.startsWith("On it until "));
    assertThat(mailsTo(robin, "%Rehearsal%")).isZero();
    assertThat(incidents.existsByCause(incident.cause())).isTrue();
    assertThat(rehearsal.sinceLast()).contains(Duration.ZERO);
  }

  @Test
  void aFirstRehearsalThatNeverEndsIsFound() {
    database.update("update incident set rehearsal = false");
    ClockUtil.setCurrentTime(Date.from(now().plus(Duration.ofDays(30))));
    rehearsal.begin();
    assertThat(selfCheck.findings(now())).doesNotContainKey(SelfCheck.Finding.NO_REHEARSAL);
    ClockUtil.setCurrentTime(Date.from(now().plus(Duration.ofHours(37))));

    assertThat(selfCheck.findings(now())).containsKey(SelfCheck.Finding.NO_REHEARSAL);
  }

  @Test
  void opsHearOnceThatLooksAreNotMade() {
    DeliveredSite site = site();
    String robin = newOps();
    database.update("delete from probe_alarm");
    database.update(
        "update probe set next_at = ? where service = ? and kind = 'PAGE'",
        java.sql.Timestamp.from(now().minus(Duration.ofMinutes(11))),
        site.id());
    ProbeHands.checkWhetherTheyAreLate(desk);
    ProbeHands.checkWhetherTheyAreLate(desk);

    assertThat(mailsTo(robin, "The desk does not do%")).isEqualTo(1);
  }

  @Test
  void opsHearOnceThatTimersDoNotFire() {
    DeliveredSite site = site();
    String robin = newOps();
    breakDown(site);
    notice(site);
    database.update("delete from self_check");
    ClockUtil.setCurrentTime(Date.from(now().plus(Duration.ofMinutes(20))));

    assertThat(selfCheck.findings(now())).containsKey(SelfCheck.Finding.LATE_TIMERS);
    selfCheck.check();
    selfCheck.check();
    assertThat(mailsTo(robin, "The desk does not do%")).isEqualTo(1);
  }

  @Test
  void whatIsStillDownAfterAPauseOpensAnIncident() {
    DeliveredSite site = site();
    database.update(
        "insert into service_watch (service, paused_until, paused_by, paused_why)"
            + " values (?, ?, 'ana', 'We move house')",
        site.id(),
        java.sql.Timestamp.from(now().plus(Duration.ofHours(1))));
    breakDown(site);
    for (int i = 0; i < 5; i++) {
      pass(Duration.ofMinutes(1));
      waiting.lookAgain();
    }
    assertThat(openOf(site)).isEmpty();
    assertThat(
            database.queryForList(
                "select reason from signal where service = ?", String.class, site.id()))
        .allMatch(reason -> reason.contains("We move house"));

    pass(Duration.ofHours(1));
    waiting.lookAgain();
    assertThat(openOf(site)).isPresent();
  }
}
