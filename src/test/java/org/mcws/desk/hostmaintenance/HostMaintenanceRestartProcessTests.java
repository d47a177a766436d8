package org.mcws.desk.hostmaintenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcws.desk.hostmaintenance.events.AppMoved;
import org.mcws.desk.hostmaintenance.events.HostMaintenanceBegun;
import org.mcws.desk.hostmaintenance.events.HostMaintenanceEnded;
import org.mcws.desk.update.DeliveredSite;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;

/** Steps that run twice, since a node died or an answer got lost, and a platform that is silent. */
class HostMaintenanceRestartProcessTests extends HostMaintenanceStage {

  private static final String LOST_ANSWER =
      "{\"kind\": \"cut\", \"path\": \"/api/v1\", \"body\": \"%s\", \"afterEffect\": true}";
  private static final String LOST_CHANGE =
      "{\"kind\": \"cut\", \"method\": \"PUT\", \"path\": \"/v2/apps/.*\", \"afterEffect\": true}";

  @ParameterizedTest
  @ValueSource(strings = {"UPDATE_MAINTENANCE_SCHEDULE", "START_MAINTENANCE", "STOP_MAINTENANCE"})
  void whatMesosHasDoneIsNotDoneAgainWhenItsAnswerGotLost(String call) {
    misbehave(LOST_ANSWER.formatted(call));
    Play play = start("agent-1");
    empty(play);
    finish(play);
    assertGivenBack("agent-1");
    assertThat(told(play))
        .hasOnlyElementsOfTypes(
            HostMaintenanceBegun.class, AppMoved.class, HostMaintenanceEnded.class)
        .filteredOn(HostMaintenanceBegun.class::isInstance)
        .hasSize(1);
  }

  @Test
  void anAppWhoseMoveWasNotAnsweredIsNotMovedAgain() {
    DeliveredSite site = site();
    Play play = start(host(site));
    misbehave(LOST_CHANGE);
    settleUntil(play, () -> host(site) != null && !host(site).equals(play.host()));
    String version = site.running().orElseThrow().version();
    empty(play);
    assertThat(site.running().orElseThrow().version()).isEqualTo(version);
    misbehave(LOST_CHANGE);
    finish(play);
    assertGivenBack(play.host(), site);
    assertThat(told(play)).filteredOn(new AppMoved(play.host(), site.app())::equals).hasSize(1);
  }

  /** A step that does not commit has told nobody: what it tells again is the first that counts. */
  @Test
  void whatIsNotCommittedLeavesNoTrace() {
    DeliveredSite site = site();
    for (Class<?> event :
        List.of(HostMaintenanceBegun.class, AppMoved.class, HostMaintenanceEnded.class)) {
      Play play = start(host(site));
      Dying dying = new Dying(event);
      desk.addApplicationListener(dying);
      try {
        settleUntil(play, () -> instance(play) == null || isAt(play, "userTask_workOnHost"));
        finish(play);
      } finally {
        desk.removeApplicationListener(dying);
      }
      assertThat(dying.deaths).as(event.getSimpleName()).isEqualTo(1);
      assertGivenBack(play.host(), site);
      assertThat(state(play)).isEqualTo("done");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1", "/v2/.*"})
  void aPlatformThatIsSilentIsWaitedForAndItsSilenceDoesNotCount(String path) {
    DeliveredSite site = site();
    Play play = start(host(site));
    run(play);
    site.awaitSettled();
    misbehave("{\"kind\": \"error\", \"times\": 10000, \"path\": \"" + path + "\"}");
    for (int minutes = 0; minutes < 20; minutes++) {
      pass(play, Duration.ofMinutes(1));
    }
    assertThat(activities(play)).containsExactly("timer_lookAgain");
    Job look = job(play, "timer_lookAgain");
    assertThat(look.getExceptionMessage()).contains(path.startsWith("/api") ? "Mesos" : "Marathon");
    assertThat(look.getRetries()).isPositive();
    behave();
    empty(play);
    finish(play);
    assertGivenBack(play.host(), site);
  }

  @Test
  void whoeverDeletesTheInstanceIsToldWhatIsLeftToDo() {
    DeliveredSite site = site();
    Play play = start(host(site));
    run(play);
    runtime.deleteProcessInstance(play.instance(), "by mistake");
    assertThat(state(play)).isEqualTo("cancelled");
    assertThat(evidence(play))
        .contains("Its process instance was deleted")
        .contains(play.host() + " is up and has no maintenance window")
        .contains("from " + site.app() + " in Marathon");
    assertThat(told(play)).contains(new HostMaintenanceEnded(play.host(), false));
    assertThat(underMaintenance.isHostUnderMaintenance(play.host())).isFalse();
    site.awaitSettled();
  }

  @Test
  void ofTwoStartsAtTheSameMomentOneIsRefused() {
    Map<String, Object> one =
        Map.of("host", "agent-1", "reason", "x", "begin", "2027-03-04T01:00Z");
    Map<String, Object> two =
        Map.of("host", "agent-2", "reason", "x", "begin", "2027-03-04T01:00Z");
    List<Integer> answers =
        Stream.of(one, two, one, two)
            .parallel()
            .map(
                fields -> {
                  var answer = ask("ops", fields);
                  if (answer.status() == 200) {
                    played(
                        new Play(answer.json().path("id").asText(), (String) fields.get("host")));
                  }
                  return answer.status();
                })
            .toList();
    assertThat(answers).containsOnlyOnce(200).filteredOn(status -> status == 400).hasSize(3);
  }

  /** Fails once when an event of this kind is told. */
  private static final class Dying implements ApplicationListener<PayloadApplicationEvent<?>> {

    private final Class<?> kind;
    private int deaths;

    Dying(Class<?> kind) {
      this.kind = kind;
    }

    @Override
    public void onApplicationEvent(PayloadApplicationEvent<?> event) {
      if (kind.isInstance(event.getPayload()) && deaths == 0) {
        deaths++;
        throw new IllegalStateException("the node dies here");
      }
    }
  }
}
