package org.mcws.desk.platform.mesos.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mcws.desk.platform.PlatformRefusal;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.mesos.MachineName;
import org.mcws.desk.platform.mesos.Machines;
import org.mcws.desk.sandbox.Faults;
import org.mcws.desk.sandbox.HttpEndpoint;
import org.mcws.desk.sandbox.HttpRequest;
import org.mcws.desk.sandbox.HttpResponse;

/** Answers that the sandbox never gives: of several masters, and of what stands in between. */
class MesosAnswersTests {

  private static final MachineName MACHINE = new MachineName("agent-1", "127.0.0.1");
  private static final Instant BEGIN = Instant.parse("2027-03-02T11:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final String NO_AGENTS = "{\"type\":\"GET_AGENTS\",\"get_agents\":{}}";
  private static final String HEALTHY =
      "{\"type\":\"GET_HEALTH\",\"get_health\":{\"healthy\":true}}";
  private static final String NO_WINDOWS =
      "{\"type\":\"GET_MAINTENANCE_SCHEDULE\",\"get_maintenance_schedule\":{\"schedule\":{}}}";

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpEndpoint one;
  private HttpEndpoint two;

  @BeforeEach
  void start() {
    one = new HttpEndpoint("mesos-1", 0, new Faults()).start();
    two = new HttpEndpoint("mesos-2", 0, new Faults()).start();
  }

  @AfterEach
  void stop() {
    one.close();
    two.close();
  }

  private Machines machines() {
    return MesosRig.machines(one.url(), two.url() + "/");
  }

  private void on(HttpEndpoint master, Function<HttpRequest, HttpResponse> answer) {
    master.on(
        "POST",
        "/api/v1",
        request -> {
          asked.add((master == one ? "1 " : "2 ") + type(request));
          return answer.apply(request);
        });
  }

  private static String type(HttpRequest request) {
    return request.body().replaceFirst("\\{\"type\":\"([A-Z_]+)\".*", "$1");
  }

  private static HttpResponse json(String body) {
    return new HttpResponse(200, Map.of("Content-Type", "application/json"), body);
  }

  private static HttpResponse redirect(HttpEndpoint leader) {
    // As Mesos writes it: without the scheme.
    return HttpResponse.empty(307)
        .with("Location", leader.url().replaceFirst("^http:", "") + "/api/v1");
  }

  @Test
  void theMasterThatLeadsIsFoundAmongAll() {
    on(one, request -> redirect(two));
    on(two, request -> json(NO_AGENTS));

    assertThat(machines().all().orElseThrow()).isEmpty();
    assertThat(asked).containsExactly("1 GET_AGENTS", "2 GET_AGENTS");
  }

  @Test
  void aMasterThatIsDeadIsPassedOver() {
    one.close();
    on(two, request -> json(NO_AGENTS));

    assertThat(machines().all().orElseThrow()).isEmpty();
  }

  @Test
  void aLeaderThatWasNotNamedIsNotAskedButTold() {
    on(one, request -> redirect(two));
    on(two, request -> json(NO_AGENTS));

    assertThatExceptionOfType(PlatformUnavailable.class)
        .isThrownBy(() -> MesosRig.machines(one.url()).all())
        .withMessageContaining(two.url().substring("http:".length()))
        .withMessageContaining("desk.mesos.urls");
    assertThat(asked).containsOnly("1 GET_AGENTS");
  }

  @Test
  void aChangeGoesToTheLeaderOnly() {
    List<String> windows = new CopyOnWriteArrayList<>();
    on(one, request -> redirect(two));
    on(
        two,
        request ->
            switch (type(request)) {
              case "GET_HEALTH" -> json(HEALTHY);
              case "GET_MAINTENANCE_SCHEDULE" ->
                  json(
                      windows.isEmpty()
                          ? NO_WINDOWS
                          : windows.get(0).replace("UPDATE_", "GET_").replace("update_", "get_"));
              default -> {
                windows.add(request.body());
                yield HttpResponse.empty(202);
              }
            });

    machines().planWindow(MACHINE, BEGIN, HOUR);

    assertThat(windows).singleElement().asString().contains("1803985200000000000");
    assertThat(asked).contains("1 GET_HEALTH").doesNotContain("1 UPDATE_MAINTENANCE_SCHEDULE");
  }

  /** The others would only send it on, and nobody knows how often. */
  @Test
  void aChangeIsNotSentAfterALeaderThatHasJustStoodDown() {
    on(
        one,
        request ->
            switch (type(request)) {
              case "GET_HEALTH" -> json(HEALTHY);
              case "GET_MAINTENANCE_SCHEDULE" -> json(NO_WINDOWS);
              default -> redirect(two);
            });
    on(two, request -> HttpResponse.empty(202));

    assertThatExceptionOfType(PlatformUnavailable.class)
        .isThrownBy(() -> machines().planWindow(MACHINE, BEGIN, HOUR))
        .withMessageContaining("does not lead any more");
    assertThat(asked).noneMatch(call -> call.startsWith("2"));
  }

  @Test
  void aScheduleThatSomebodyElseReplacedMeanwhileIsNotTakenForOurs() {
    on(
        one,
        request ->
            switch (type(request)) {
              case "GET_HEALTH" -> json(HEALTHY);
              case "GET_MAINTENANCE_SCHEDULE" -> json(NO_WINDOWS);
              default -> HttpResponse.empty(202);
            });

    assertThatExceptionOfType(PlatformUnavailable.class)
        .isThrownBy(() -> machines().planWindow(MACHINE, BEGIN, HOUR))
        .withMessageContaining("at the same moment");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "503 | No leader elected | have a leader again",
        "503 | Master has not finished recovery | have a leader again",
        "401 | '' | desk.mesos.username",
        "403 | '' | Let the desk's user",
        "404 | '' | of version 1.0 or later",
        "400 | Failed to validate master::Call: Expecting 'type' to be present | master::Call",
        "500 | <html><h1>Bad   Gateway</h1></html> | Bad Gateway",
        "200 | <html>Welcome to nginx!</html> | a proxy in between",
        "200 | [] | a proxy in between",
        "200 | {\"type\":\"GET_HEALTH\",\"get_health\":{}} | a proxy in between",
      })
  void anAnswerThatTellsNothingIsUnavailability(int status, String body, String expected) {
    on(one, request -> HttpResponse.text(status, body));
    two.close();

    assertThatExceptionOfType(PlatformUnavailable.class)
        .isThrownBy(() -> machines().all())
        .withMessageContaining(one.url())
        .withMessageContaining(two.url())
        .withMessageContaining(expected);
  }

  @Test
  void aChangeThatMesosRejectsIsRefusedWithItsReason() {
    on(
        one,
        request ->
            switch (type(request)) {
              case "GET_HEALTH" -> json(HEALTHY);
              case "GET_MAINTENANCE_SCHEDULE" -> json(NO_WINDOWS);
              default -> HttpResponse.text(400, "Unavailability 'duration' is negative");
            });

    assertThatExceptionOfType(PlatformRefusal.class)
        .isThrownBy(() -> machines().planWindow(MACHINE, BEGIN, HOUR))
        .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("maintenanceRefused"))
        .withMessageContaining("is negative");
  }

  @Test
  void thePasswordIsSent() {
    List<String> sent = new CopyOnWriteArrayList<>();
    on(
        one,
        request -> {
          sent.add(request.header("Authorization").orElse(""));
          return json(NO_AGENTS);
        });

    new OperatorMachines(new OperatorApi(MesosRig.settings("desk", "geheim", one.url()))).all();

    assertThat(sent).containsExactly("Basic ZGVzazpnZWhlaW0=");
  }

  @Test
  void agentsOfWhichTheLeaderHasNotHeardYetAreNotActive() {
    on(
        one,
        request ->
            json(
                "{\"get_agents\":{\"recovered_agents\":[{\"id\":{\"value\":\"S7\"},"
                    + "\"hostname\":\"agent-7\",\"resources\":[{\"name\":\"cpus\",\"scalar\":"
                    + "{\"value\":4}},{\"name\":\"cpus\",\"role\":\"db\",\"scalar\":{\"value\":2}}],"
                    + "\"attributes\":[{\"name\":\"rack\",\"scalar\":{\"value\":3}}]}]}}"));

    assertThat(machines().all().orElseThrow())
        .singleElement()
        .satisfies(
            machine -> {
              assertThat(machine.agent()).isEqualTo("S7");
              assertThat(machine.name().host()).isEqualTo("agent-7");
              assertThat(machine.active()).isFalse();
              assertThat(machine.registered()).isEqualTo(Instant.EPOCH);
              assertThat(machine.total().cpus()).as("what is not reserved").isEqualTo(4);
              assertThat(machine.attributes()).containsEntry("rack", "3");
            });
  }

  @Test
  void whatHasEndedRunsNoMore() {
    on(
        one,
        request ->
            json(
                "{\"get_tasks\":{\"tasks\":["
                    + task("a", "TASK_KILLED")
                    + ","
                    + task("b", "TASK_KILLING")
                    + "]}}"));

    assertThat(machines().tasks("S1").orElseThrow())
        .singleElement()
        .satisfies(task -> assertThat(task.id()).isEqualTo("b"));
  }

  private static String task(String id, String state) {
    return "{\"task_id\":{\"value\":\"%s\"},\"agent_id\":{\"value\":\"S1\"},\"state\":\"%s\"}"
        .formatted(id, state);
  }

  @ParameterizedTest
  @CsvSource({
    "frontend-foosball.083be411-5d1f-11e5-88f7-56b91e7a505b, /frontend-foosball",
    "tools_docker_registry.002b4d28-46b9-11e5-b731-525400cce7ed, /tools/docker/registry",
    "xy_site.v2.instance-083be411-5d1f-11e5-88f7-56b91e7a505b, /xy/site.v2",
    "xy_db.marathon-083be411-5d1f-11e5-88f7-56b91e7a505b, /xy/db",
    "xy_bot.instance-083be411-5d1f-11e5-88f7-56b91e7a505b._app.1, /xy/bot",
    "ct:1487594700000:0:nightly:, ''",
    "zookeeper-0-server, ''",
  })
  void theIdsThatMarathonGivesTellTheApp(String task, String app) {
    assertThat(MachineReader.app(task).orElse("")).isEqualTo(app);
  }
}
