package org.mcws.desk.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mcws.desk.status.events.ProbesLate;
import org.mcws.desk.update.DeliveredSite;

/** The desk notices that it does not get round to looking. */
class ProbeWatchdogProcessTests extends WatchStage {

  @BeforeEach
  void forgetEarlierAlarms() {
    database.update("delete from probe_alarm");
  }

  @Test
  void looksThatNobodyMakesAreToldOfOnceAnHour() {
    worker();
    pass(Duration.ofMinutes(5));
    check();
    assertThat(told).isEmpty();

    pass(Duration.ofMillis(1));
    check();
    check();
    pass(Duration.ofHours(1).minusMillis(1));
    check();
    assertThat(told).containsExactly(new ProbesLate(Duration.ofMinutes(5).plusMillis(1), 1));

    pass(Duration.ofMillis(1));
    check();
    assertThat(told).last().isEqualTo(new ProbesLate(Duration.ofMinutes(65).plusMillis(1), 1));
  }

  @Test
  void whatIsLookedAtOftenIsMissedEarlier() {
    DeliveredSite worker = worker();
    database.update("update probe set every_millis = 1000 where service = ?", worker.id());
    pass(Duration.ofSeconds(10));
    check();
    assertThat(told).isEmpty();
    pass(Duration.ofMillis(1));
    check();
    assertThat(told).hasSize(1);
  }

  @Test
  void whoLooksAgainHasNothingToTell() {
    worker();
    pass(Duration.ofMinutes(6));
    ProbeHands.look(desk);
    check();
    assertThat(told).isEmpty();
  }

  @Test
  void amongSeveralDesksOneTells() throws Exception {
    worker();
    pass(Duration.ofMinutes(6));
    ExecutorService desks = Executors.newFixedThreadPool(6);
    Callable<Object> check =
        () -> {
          check();
          return null;
        };
    try {
      for (Future<Object> done : desks.invokeAll(Collections.nCopies(6, check))) {
        done.get();
      }
    } finally {
      desks.shutdownNow();
    }
    assertThat(told).hasSize(1);
  }

  @Test
  void figuresTellHowLateLooksAreAndHowManyServicesAreDown() {
    DeliveredSite worker = worker();
    long before = desk.getBean(ProbeReports.class).servicesDown();
    database.update(
        "update probe set next_at = ? where service = ?",
        Timestamp.from(now().minus(Duration.ofSeconds(90))),
        worker.id());
    for (int i = 0; i < 3; i++) {
      desk.getBean(Verdicts.class).count(worker.id(), ProbeKind.TASKS, Sighting.bad("It is gone."));
    }
    desk.getBean(ProbeFigures.class).look();

    assertThat(figures())
        .contains("desk_probe_overdue_seconds 90.0", "desk_services_down " + (before + 1.0));
  }

  private List<String> figures() {
    return door.get("ops", "/actuator/prometheus").text().lines().toList();
  }

  private void check() {
    desk.getBean(ProbeWatchdog.class).check();
  }

  private static Instant now() {
    return ClockUtil.getCurrentTime().toInstant();
  }
}
