package org.mcws.desk.update;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Date;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.Test;
import org.mcws.desk.update.events.UpdateOutcome;
import org.mcws.desk.update.events.UpdateOutcome.Step;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;

/** Steps that run twice, since a node died or an answer got lost. */
class ServiceUpdateRestartProcessTests extends ServiceUpdateStage {

  private static final String LOST_ANSWER =
      "{\"kind\": \"cut\", \"method\": \"PUT\", \"path\": \"/v2/apps/.*\", \"afterEffect\": true}";

  @Test
  void aDeploymentWhoseAnswerGotLostIsNotDeployedAgain() {
    DeliveredSite site = site();
    Play play = start(site, NEW);
    execute(job(play, "startEvent_beginWaiting"));
    misbehave("marathon", LOST_ANSWER);
    execute(job(play, "serviceTask_deployImage"));
    assertThat(job(play, "serviceTask_deployImage").getExceptionMessage()).isNotBlank();
    String version = site.running().orElseThrow().version();
    site.awaitSettled();
    pass(play, Duration.ofSeconds(30));
    assertThat(site.running().orElseThrow().version()).isEqualTo(version);
    tickUntil(play, () -> instance(play) == null);
    assertThat(site.running().orElseThrow().version()).isEqualTo(version);
    assertThat(steps(play)).containsExactly(Step.BEGUN, Step.UPDATED);
  }

  @Test
  void aRollBackWhoseAnswerGotLostIsNotRepeated() {
    DeliveredSite site = site();
    Play play = start(site, NEW);
    deployAndLook(play);
    marathon.markUnhealthy(site.app(), true);
    misbehave("marathon", LOST_ANSWER);
    tickUntil(play, () -> job(play, "serviceTask_rollBack") != null);
    marathon.markUnhealthy(site.app(), false);
    assertThat(job(play, "serviceTask_rollBack").getExceptionMessage()).isNotBlank();
    String version = site.running().orElseThrow().version();
    site.awaitSettled();
    pass(play, Duration.ofSeconds(30));
    assertThat(site.running().orElseThrow().version()).isEqualTo(version);
    rollBack(play);
    assertThat(steps(play)).containsExactly(Step.BEGUN, Step.ROLLED_BACK);
  }

  /** A step that does not commit has told nobody: what it tells again is the first that counts. */
  @Test
  void whatIsNotCommittedLeavesNoTrace() {
    DeliveredSite site = worker();
    Play play = start(site, NEW);
    AtomicInteger failures = new AtomicInteger(2);
    ApplicationListener<PayloadApplicationEvent<?>> dying =
        new ApplicationListener<>() {
          @Override
          public void onApplicationEvent(PayloadApplicationEvent<?> event) {
            if (event.getPayload() instanceof UpdateOutcome outcome
                && outcome.subject().equals(play.subject())
                && failures.getAndDecrement() > 0) {
              throw new IllegalStateException("the node dies here");
            }
          }
        };
    desk.addApplicationListener(dying);
    try {
      Job first = job(play, "startEvent_beginWaiting");
      execute(first);
      assertThat(job(play, "startEvent_beginWaiting").getId()).isEqualTo(first.getId());
      assertThat(state(play)).isEqualTo("waiting");
      execute(first);
      assertThat(site.running().orElseThrow().image()).isEqualTo(OLD);
      pass(play, Duration.ofMinutes(1));
      failures.set(1);
      site.awaitSettled();
      tickUntil(play, () -> failures.get() <= 0);
      assertThat(site.recordedImage()).isEqualTo(OLD);
      assertThat(shown(play).path("probes").path("done").asInt()).isEqualTo(9);
      tickUntil(play, () -> instance(play) == null);
      assertThat(site.recordedImage()).isEqualTo(NEW);
    } finally {
      desk.removeApplicationListener(dying);
    }
    assertThat(
            database.queryForObject(
                "select count(*) from service_change where service = ? and what = 'IMAGE'",
                Long.class,
                site.id()))
        .isEqualTo(1);
  }

  @Test
  void withoutVisitorsTheInstanceProbesByItself() {
    DeliveredSite site = site();
    Play play = start(site, NEW);
    deployAndLook(play);
    tickWithoutVisitors(play);
    assertThat(shown(play).path("probes").path("done").asInt()).isEqualTo(1);
    assertThat(activities(play)).containsExactly("gateway_awaitVisitors");
    while (instance(play) != null) {
      tickWithoutVisitors(play);
    }
    assertThat(steps(play)).containsExactly(Step.BEGUN, Step.UPDATED);
  }

  @Test
  void visitorsOfTwoDesksMakeEachVisitOnce() throws Exception {
    DeliveredSite site = site();
    Play play = start(site, NEW);
    deployAndLook(play);
    for (int visit = 1; visit < 10; visit++) {
      ClockUtil.setCurrentTime(Date.from(now().plus(Duration.ofSeconds(30))));
      CompletableFuture.allOf(
              CompletableFuture.runAsync(visitors::visitDue),
              CompletableFuture.runAsync(visitors::visitDue))
          .get();
      assertThat(shown(play).path("probes").path("done").asInt()).isEqualTo(visit);
    }
    pass(play, Duration.ofSeconds(30));
    assertThat(steps(play)).containsExactly(Step.BEGUN, Step.UPDATED);
  }

  @Test
  void aPlatformThatDoesNotAnswerIsWaitedOutAndItsSilenceDoesNotCount() {
    DeliveredSite site = site();
    Play play = start(site, NEW);
    deploy(play);
    misbehave("marathon", "{\"kind\": \"error\", \"times\": 10000}");
    for (int minutes = 0; minutes < 20; minutes++) {
      pass(play, Duration.ofMinutes(1));
    }
    assertThat(activities(play)).containsExactly("timer_lookAgain");
    assertThat(steps(play)).containsExactly(Step.BEGUN);
    door.send(null, "DELETE", "/api/sandbox/marathon/faults", null);
    tick(play);
    assertThat(activities(play)).containsExactly("gateway_awaitVisitors");
    misbehave("marathon", "{\"kind\": \"error\", \"times\": 10000}");
    pass(play, Duration.ofMinutes(20));
    assertThat(shown(play).path("probes").path("done").asInt()).isZero();
    door.send(null, "DELETE", "/api/sandbox/marathon/faults", null);
    tickUntil(play, () -> instance(play) == null);
    assertThat(steps(play)).containsExactly(Step.BEGUN, Step.UPDATED);
  }
}
