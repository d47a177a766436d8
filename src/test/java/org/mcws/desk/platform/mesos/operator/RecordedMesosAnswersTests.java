package org.mcws.desk.platform.mesos.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.mcws.desk.platform.mesos.Machine;
import org.mcws.desk.platform.mesos.MachineName;
import org.mcws.desk.platform.mesos.MaintenancePlan.Window;
import org.mcws.desk.platform.mesos.Resources;

/** The adapter against what Mesos' own documentation shows of its answers. */
class RecordedMesosAnswersTests {

  private static final MachineName OURS = new MachineName("agent-1", "10.0.0.7");

  private static String sample(String name) throws IOException {
    String folder = System.getProperty("samples", "");
    Assumptions.assumeFalse(
        folder.isBlank(), "say where the published samples are: mvn -Dsamples=/path/to/samples");
    return Files.readString(Path.of(folder, "06-marathon-mesos", name));
  }

  @Test
  void readsAgentsOfMesos1() throws IOException {
    String transcript = sample("mesos-GET_AGENTS.http.txt");
    // As documented, the answer begins with a brace too many.
    String answer = transcript.substring(transcript.indexOf("{{") + 1);

    List<Machine> machines =
        MachineReader.machines(Answer.JSON.readTree(answer).path("get_agents"));

    assertThat(machines)
        .containsExactly(
            new Machine(
                "3669ea49-c3c4-4b13-adee-05b8f9cb2562-S0",
                new MachineName("host", "127.0.1.1"),
                true,
                Instant.ofEpochSecond(1470820171, 393027072),
                Optional.empty(),
                Map.of(),
                new Resources(2, 1024, 1024),
                Resources.NONE));
  }

  @Test
  void readsAScheduleAndGivesBackWhatOthersWrote() throws IOException {
    JsonNode answer = Answer.JSON.readTree(sample("mesos-GET_MAINTENANCE_SCHEDULE.json"));
    Schedule schedule = new Schedule(answer.at("/get_maintenance_schedule/schedule"));

    Instant begin = Instant.ofEpochSecond(1470849373, 150643200);
    Window others =
        new Window(
            List.of(new MachineName("myhost", ""), new MachineName("", "0.0.0.2")),
            begin,
            Optional.empty());
    assertThat(schedule.windows()).containsExactly(others);

    Schedule more = schedule.with(OURS, begin, Duration.ofHours(1));
    assertThat(more.windows()).hasSize(2).contains(others);
    assertThat(more.json().path("windows").path(0))
        .isEqualTo(schedule.json().path("windows").path(0));
    assertThat(more.without(OURS).json()).isEqualTo(schedule.json());
    Schedule fewer = more.without(new MachineName("MyHost", ""));
    assertThat(fewer.json().at("/windows/0/machine_ids").toString())
        .isEqualTo("[{\"ip\":\"0.0.0.2\"}]");
    assertThat(fewer.json().at("/windows/0/unavailability"))
        .isEqualTo(schedule.json().at("/windows/0/unavailability"));
  }
}
