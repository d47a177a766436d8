package org.mcws.desk.hostmaintenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mcws.desk.engine.Door.Answer;
import org.mcws.desk.hostmaintenance.events.AppMoved;
import org.mcws.desk.hostmaintenance.events.HostMaintenanceBegun;
import org.mcws.desk.hostmaintenance.events.HostMaintenanceEnded;
import org.mcws.desk.platform.mesos.MaintenancePlan.Window;
import org.mcws.desk.update.DeliveredSite;

/** Nothing goes wrong. */
class HostMaintenanceProcessTests extends HostMaintenanceStage {

  @Test
  void theHostIsEmptiedAppByAppHandedOverAndTakenBack() {
    List<DeliveredSite> apps = neighbours();
    DeliveredSite first = apps.get(0);
    DeliveredSite second = apps.get(1);
    String host = host(first);
    String ops = newOps();
    Play play = start(Map.of("host", host, "hours", 3));
    assertThat(state(play)).isEqualTo("planned");
    assertThat(underMaintenance.isHostUnderMaintenance(host)).isFalse();

    run(play);
    assertThat(state(play)).isEqualTo("emptying");
    assertThat(shown(play).path("app").asText()).isEqualTo(first.app());
    assertThat(plan().windows())
        .containsExactly(
            new Window(List.of(machine(host).name()), TUESDAY, Optional.of(Duration.ofHours(3))));
    assertThat(underMaintenance.isHostUnderMaintenance(host.toUpperCase())).isTrue();
    assertThat(underMaintenance.isUnderMaintenance(first.app())).isTrue();
    assertThat(underMaintenance.isUnderMaintenance(second.app())).isFalse();
    marathon.markUnhealthy(first.app(), true);
    tick(play);
    assertThat(host(second)).as("one app at a time").isEqualTo(host);
    assertThat(platform.constraints(second.app())).isEqualTo("[]");
    marathon.markUnhealthy(first.app(), false);

    empty(play);
    assertThat(plan().isDown(plan().down().get(0))).isTrue();
    assertThat(shownApps(play, "moved")).contains(first.app(), second.app());
    assertThat(List.of(host(first), host(second))).doesNotContain(host);
    assertThat(mailsTo(ops, "down for you: " + host)).isEqualTo(1);
    assertThat(state(play)).isEqualTo("down");
    assertThat(underMaintenance.isUnderMaintenance(second.app()))
        .as("it runs elsewhere, where nobody works")
        .isFalse();

    finish(play);
    assertGivenBack(host, first, second);
    assertThat(state(play)).isEqualTo("done");
    assertThat(underMaintenance.isHostUnderMaintenance(host)).isFalse();
    assertThat(underMaintenance.isUnderMaintenance(first.app())).isFalse();
    assertThat(told(play).get(0))
        .isEqualTo(
            new HostMaintenanceBegun(host, "A new kernel", TUESDAY.plus(Duration.ofHours(3))));
    assertThat(told(play))
        .containsSubsequence(
            new AppMoved(host, first.app()),
            new AppMoved(host, second.app()),
            new HostMaintenanceEnded(host, true));
  }

  @Test
  void itWaitsForItsTimeWithTheWindowInThePlan() {
    DeliveredSite site = site();
    String host = host(site);
    Play play = start(Map.of("host", host, "begin", "2027-03-03T02:00+01:00"));
    run(play);
    assertThat(activities(play)).containsExactly("timer_begin");
    assertThat(plan().windows())
        .singleElement()
        .satisfies(window -> assertThat(window.begin()).hasToString("2027-03-03T01:00:00Z"));
    assertThat(told(play)).isEmpty();
    pass(play, Duration.ofHours(13));
    assertThat(activities(play)).containsExactly("timer_begin");
    pass(play, Duration.ofHours(1));
    assertThat(state(play)).isEqualTo("emptying");
    empty(play);
    finish(play);
    assertGivenBack(host, site);
  }

  @Test
  void anEmptyHostIsTakenDownAtOnce() {
    String host = emptyHost();
    Play play = start(host);
    run(play);
    assertThat(activities(play)).containsExactly("userTask_workOnHost");
    assertThat(shownApps(play, "moved")).isEmpty();
    finish(play);
    assertGivenBack(host);
  }

  @Test
  void opsAreRemindedThatTheHostIsDownAndMayHaveDoneNothing() {
    String host = emptyHost();
    String ops = newOps();
    Play play = start(host);
    run(play);
    pass(play, Duration.ofHours(4));
    pass(play, Duration.ofHours(4));
    assertThat(mailsTo(ops, "down for you: " + host)).isEqualTo(3);
    complete("ops", task(play), Map.of("decision", "notDone", "remark", "No spare disk"));
    settleUntil(play, () -> instance(play) == null);
    assertGivenBack(host);
    assertThat(state(play)).isEqualTo("cancelled");
    assertThat(evidence(play)).contains("ops: the work was not done (No spare disk)");
    assertThat(told(play)).contains(new HostMaintenanceEnded(host, false));
  }

  @Test
  void itCanBeStartedAndCancelledByRest() {
    DeliveredSite site = site();
    String host = host(site);
    String body = json(Map.of("host", host, "reason", "A new disk", "begin", "2027-03-04T01:00Z"));
    Answer started = door.post("ops", "/api/host-maintenances", body);
    assertThat(started.status()).as(started.text()).isEqualTo(202);
    Play play = played(new Play(started.json().path("id").asText(), host));
    assertThat(started.header("Location")).isEqualTo("/api/host-maintenances/" + play.instance());
    assertThat(started.json().path("businessKey").asText()).isEqualTo(host);
    assertThat(instance(play).getBusinessKey()).isEqualTo(host);
    assertThat(instance(play).getTenantId()).isEqualTo("ops");
    assertThat(door.get("ops", "/api/host-maintenances?size=100").json().findValuesAsText("id"))
        .contains(play.instance());
    run(play);

    String cancel = "/api/host-maintenances/" + play.instance() + "/cancel";
    assertThat(door.post("ops", cancel, "{}").status()).isEqualTo(400);
    Answer cancelled = door.post("ops", cancel, json(Map.of("reason", "Not needed")));
    assertThat(cancelled.status()).as(cancelled.text()).isEqualTo(202);
    settleUntil(play, () -> instance(play) == null);
    assertGivenBack(host, site);
    assertThat(state(play)).isEqualTo("cancelled");
    assertThat(told(play)).as("it had not begun").isEmpty();
    assertThat(door.post("ops", cancel, json(Map.of("reason", "x"))).status()).isEqualTo(409);
  }

  @Test
  void whatWasMovedIsLetBackWhenItIsCancelledOnTheWay() {
    List<DeliveredSite> apps = neighbours();
    String host = host(apps.get(0));
    Play play = start(host);
    settleUntil(play, () -> shownApps(play, "moved").contains(apps.get(0).app()));
    Answer cancelled =
        door.post(
            "ops",
            "/api/host-maintenances/" + play.instance() + "/cancel",
            json(Map.of("reason", "Too busy today")));
    assertThat(cancelled.status()).isEqualTo(202);
    settleUntil(play, () -> instance(play) == null);
    assertGivenBack(host, apps.get(0), apps.get(1));
    assertThat(told(play)).contains(new HostMaintenanceEnded(host, false));
  }

  @Test
  void whenTheHostIsDownItIsTooLateToCancel() {
    Play play = start(emptyHost());
    run(play);
    Answer late =
        door.post(
            "ops",
            "/api/host-maintenances/" + play.instance() + "/cancel",
            json(Map.of("reason", "x")));
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.text()).contains("Do the work on the host");
    finish(play);
  }

  @Test
  void whatCannotBeDoneIsRefusedAtTheDoor() {
    assertThat(refused(Map.of("host", "agent-99", "reason", "x")))
        .contains("Mesos knows no agent on 'agent-99'", "agent-1, agent-2, agent-3");
    assertThat(refused(Map.of("host", "agent-1"))).contains("'Reason' is required");
    assertThat(refused(Map.of("host", "agent-1", "reason", "x", "hours", 0))).contains("Hours");
    for (String begin : List.of("2027-03-01T11:00Z", "2027-07-01T11:00Z", "2027-03-03T11:00")) {
      assertThat(refused(Map.of("host", "agent-1", "reason", "x", "begin", begin)))
          .contains("within the next 90 days");
    }
    misbehave("{\"kind\": \"error\", \"path\": \"/api/v1\", \"times\": 2}");
    assertThat(refused(Map.of("host", "agent-1", "reason", "x")))
        .contains("Try again later, nothing was started");
    assertThat(
            runtime.createProcessInstanceQuery().processDefinitionKey("host-maintenance").count())
        .isZero();
  }

  @Test
  void aSecondHostIsRefusedWhileOneIsUnderMaintenance() {
    Play play = start(Map.of("host", "agent-1", "begin", "2027-03-04T01:00Z"));
    assertThat(refused(Map.of("host", "AGENT-1", "reason", "x")))
        .contains("has a maintenance already");
    assertThat(refused(Map.of("host", "agent-2", "reason", "x")))
        .contains("Maintenance of agent-1 is planned or under way, and 1 at once is the limit");
    assertThat(instance(play)).isNotNull();
  }

  @Test
  void aHostWhoseAppsFindNoRoomElsewhereIsRefusedWithTheNumbers() {
    DeliveredSite site = site(MOST_OF_A_MACHINE);
    String host = host(site);
    site(MOST_OF_A_MACHINE);
    DeliveredSite third = site(MOST_OF_A_MACHINE);
    assertThat(refused(Map.of("host", host, "reason", "x")))
        .contains(site.app() + " needs 40.0 CPUs, 64 MiB of memory")
        .contains("no other machine has that left")
        .contains(host(third) + " 2");
    marathon.loseAgent(host(third));
    assertThat(refused(Map.of("host", host, "reason", "x")))
        .contains("What runs on " + host + " needs 40")
        .contains("the other machines have only 2");
  }

  @Test
  void onlyOpsSeeAndDoIt() {
    DeliveredSite site = site();
    Play play = start(Map.of("host", "agent-1", "begin", "2027-03-04T01:00Z"));
    String body = json(Map.of("host", "agent-2", "reason", "x"));
    for (String other : List.of(site.ana(), "reviewer")) {
      assertThat(ask(other, Map.of("host", "agent-2", "reason", "x")).status()).isIn(403, 404);
      assertThat(door.post(other, "/api/host-maintenances", body).status()).isEqualTo(403);
      assertThat(door.get(other, "/api/host-maintenances").json().path("total").asInt()).isZero();
      String path = "/api/host-maintenances/" + play.instance();
      assertThat(door.get(other, path).status()).isEqualTo(404);
      assertThat(door.post(other, path + "/cancel", json(Map.of("reason", "x"))).status())
          .isEqualTo(403);
    }
    assertThat(door.get("ops", "/api/host-maintenances/none").status()).isEqualTo(404);
  }

  private String refused(Map<String, Object> fields) {
    Answer answer = ask("ops", fields);
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    return answer.text();
  }
}
