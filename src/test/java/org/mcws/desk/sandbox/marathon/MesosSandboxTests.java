package org.mcws.desk.sandbox.marathon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcws.desk.platform.hosting.marathon.SandboxRig;

/** The Mesos master's operator API, fed by what Marathon runs. */
class MesosSandboxTests {

  private static final String SCHEDULE =
      "{\"type\":\"UPDATE_MAINTENANCE_SCHEDULE\",\"update_maintenance_schedule\":{\"schedule\":"
          + "{\"windows\":[{\"machine_ids\":[{\"hostname\":\"agent-1\",\"ip\":\"127.0.0.1\"}],"
          + "\"unavailability\":{\"start\":{\"nanoseconds\":1470849373150643200}}}]}}}";

  @TempDir Path folder;
  private SandboxRig rig;

  @BeforeEach
  void start() {
    rig = new SandboxRig(SandboxRig.FAST, folder);
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private HttpResponse<String> post(String body) {
    return rig.send(
        "mesos",
        "POST",
        "/api/v1",
        body,
        "Content-Type",
        "application/json",
        "Accept",
        "application/json");
  }

  private JsonNode read(String type) {
    HttpResponse<String> answer = post("{\"type\":\"" + type + "\",\"get_metrics\":{}}");
    assertThat(answer.statusCode()).isEqualTo(200);
    JsonNode json = SandboxRig.json(answer);
    assertThat(json.path("type").asText()).isEqualTo(type);
    return json.path(type.toLowerCase(java.util.Locale.ROOT));
  }

  private static String machines(String type) {
    return "{\"type\":\"%s\",\"%s\":{\"machines\":[{\"hostname\":\"agent-1\",\"ip\":\"127.0.0.1\"}]}}"
        .formatted(type, type.toLowerCase(java.util.Locale.ROOT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET_HEALTH",
        "GET_VERSION",
        "GET_MASTER",
        "GET_AGENTS",
        "GET_TASKS",
        "GET_STATE",
        "GET_METRICS",
        "GET_MAINTENANCE_STATUS",
        "GET_MAINTENANCE_SCHEDULE"
      })
  void answersWhatIsAsked(String type) {
    assertThat(read(type)).isNotEmpty();
  }

  @Test
  void refusesInPlainText() {
    assertThat(rig.send("mesos", "GET", "/api/v1", null).statusCode()).isEqualTo(405);
    assertThat(rig.send("mesos", "POST", "/api/v1", "{}", "Content-Type", "text/xml").statusCode())
        .isEqualTo(415);
    assertThat(rig.send("mesos", "POST", "/api/v1", "{}").statusCode()).isEqualTo(400);
    assertThat(
            rig.send(
                    "mesos",
                    "POST",
                    "/api/v1",
                    "{}",
                    "Content-Type",
                    "application/json",
                    "Accept",
                    "text/html")
                .statusCode())
        .isEqualTo(406);
    assertThat(post("{").body()).startsWith("Failed to parse body into JSON");
    assertThat(post("{\"type\":\"DRAIN_AGENT\"}").body())
        .isEqualTo("Failed to validate master::Call: Expecting 'type' to be present");
    assertThat(post("{\"type\":\"UNKNOWN\"}").statusCode()).isEqualTo(501);
    assertThat(rig.send("mesos", "GET", "/health", null).statusCode()).isEqualTo(200);
  }

  @Test
  void showsTheTasksThatMarathonRuns() {
    rig.marathon("POST", "/v2/apps", "{\"id\":\"/xy/bot\",\"cmd\":\"x\",\"cpus\":2}");
    await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> read("GET_TASKS").at("/tasks/0/state").asText().equals("TASK_RUNNING"));

    assertThat(read("GET_TASKS").at("/tasks/0/name").asText()).isEqualTo("bot.xy");
    assertThat(read("GET_AGENTS").path("agents")).hasSize(3);
    assertThat(read("GET_AGENTS").findValuesAsText("hostname"))
        .containsExactly("agent-1", "agent-2", "agent-3");
    String agent = read("GET_TASKS").at("/tasks/0/agent_id/value").asText();
    for (JsonNode one : read("GET_AGENTS").path("agents")) {
      double used = 0;
      for (JsonNode resource : one.path("allocated_resources")) {
        used +=
            resource.path("name").asText().equals("cpus")
                ? resource.at("/scalar/value").asDouble()
                : 0;
      }
      boolean here = one.at("/agent_info/id/value").asText().equals(agent);
      assertThat(used).isEqualTo(here ? 2 : 0);
    }
  }

  @Test
  void showsAnAgentThatIsLost() {
    rig.sandbox().loseAgent("agent-2");

    List<Boolean> active = new ArrayList<>();
    read("GET_AGENTS").path("agents").forEach(one -> active.add(one.path("active").asBoolean()));
    assertThat(active).containsExactly(true, false, true);

    rig.sandbox().returnAgent("agent-2");
    assertThat(read("GET_AGENTS").at("/agents/1/active").asBoolean()).isTrue();
  }

  @Test
  void takesMachinesDownAndUpBySchedule() {
    assertThat(post(machines("START_MAINTENANCE")).statusCode()).as("not scheduled").isEqualTo(400);
    assertThat(post(SCHEDULE).statusCode()).isEqualTo(202);
    assertThat(
            read("GET_MAINTENANCE_STATUS").at("/status/draining_machines/0/id/hostname").asText())
        .isEqualTo("agent-1");

    assertThat(post(machines("START_MAINTENANCE")).statusCode()).isEqualTo(202);
    assertThat(post(machines("START_MAINTENANCE")).statusCode()).as("twice").isEqualTo(400);
    assertThat(read("GET_AGENTS").path("agents")).hasSize(2);
    rig.close();
    start();
    assertThat(read("GET_MAINTENANCE_STATUS").at("/status/down_machines/0/hostname").asText())
        .isEqualTo("agent-1");

    assertThat(post(machines("STOP_MAINTENANCE")).statusCode()).isEqualTo(202);
    assertThat(read("GET_AGENTS").path("agents")).hasSize(3);
    assertThat(read("GET_MAINTENANCE_SCHEDULE").at("/schedule/windows")).isEmpty();
  }

  @Test
  void aMachineIsOnlyOneIfItsNameAndItsAddressFit() {
    String named = SCHEDULE.replace(",\"ip\":\"127.0.0.1\"", "");
    assertThat(post(named).statusCode()).as("it need not have an agent").isEqualTo(202);
    assertThat(post(machines("START_MAINTENANCE")).body()).contains("is not part of");
    assertThat(
            post(machines("START_MAINTENANCE").replace(",\"ip\":\"127.0.0.1\"", "")).statusCode())
        .isEqualTo(202);
    assertThat(read("GET_AGENTS").path("agents")).as("no agent is on that one").hasSize(3);
  }

  @Test
  void anAgentThatWasDownComesBackAsAnotherOne() {
    String before = read("GET_AGENTS").at("/agents/0/agent_info/id/value").asText();
    post(SCHEDULE);
    post(machines("START_MAINTENANCE"));
    rig.sandbox().loseAgent("agent-1");
    post(machines("STOP_MAINTENANCE"));
    assertThat(read("GET_AGENTS").at("/agents/0/active").asBoolean()).isFalse();

    rig.sandbox().returnAgent("agent-1");
    assertThat(read("GET_AGENTS").at("/agents/0/active").asBoolean()).isTrue();
    assertThat(read("GET_AGENTS").at("/agents/0/agent_info/id/value").asText())
        .isNotEqualTo(before);
  }

  @Test
  void anAppThatAvoidsAMachineRunsElsewhere() {
    rig.marathon(
        "POST",
        "/v2/apps",
        "{\"id\":\"/xy/bot\",\"cmd\":\"x\",\"instances\":3,"
            + "\"constraints\":[[\"hostname\",\"UNLIKE\",\"agent-[13]\"]]}");
    await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> read("GET_TASKS").findValuesAsText("agent_id").size() == 3);

    String agent = read("GET_AGENTS").at("/agents/1/agent_info/id/value").asText();
    for (JsonNode task : read("GET_TASKS").path("tasks")) {
      assertThat(task.at("/agent_id/value").asText()).isEqualTo(agent);
    }
  }
}
