package org.mcws.desk.platform.mesos.operator;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.mcws.desk.platform.TaskOutput;
import org.springframework.web.client.RestClient;

/**
 * What tasks have printed, from the agents on which they ran: a task's files {@code stdout} and
 * {@code stderr} lie in the folder that the agent tells in {@code /state}, and are read through
 * {@code /files/read}, as Mesos' own pages do.
 */
final class AgentOutput implements TaskOutput {

  /** Such as {@code slave(1)@10.0.0.7:5051}. */
  private static final Pattern PID =
      Pattern.compile("([A-Za-z0-9()_.-]+)@([A-Za-z0-9.:\\[\\]-]+:\\d+)");

  private static final double MILLIS_PER_SECOND = 1000;

  private static final String GONE = "What it has printed is gone with the machine that it ran on.";
  private static final String FORGOTTEN = "Mesos does not know any more what it has printed.";

  private final String scheme;
  private final RestClient http;
  private final OperatorApi api;

  AgentOutput(MesosSettings settings, OperatorApi api) {
    this.scheme = settings.urls().get(0).getScheme();
    this.http = Agent.client(settings);
    this.api = api;
  }

  @Override
  public Optional<String> of(String id, int most) {
    return tasks()
        .filter(task -> id(task).equals(id))
        .findFirst()
        .flatMap(task -> address(task).flatMap(address -> printed(address, task, most)));
  }

  @Override
  public String since(String app, Instant since, int most) {
    double seconds = since.toEpochMilli() / MILLIS_PER_SECOND;
    return newest(app)
        .filter(task -> since(task) >= seconds)
        .map(task -> inWords(task, most))
        .orElse("");
  }

  @Override
  public String last(String app, int most) {
    return newest(app).map(task -> inWords(task, most)).orElse(FORGOTTEN);
  }

  private String inWords(JsonNode task, int most) {
    return address(task)
        .map(address -> printed(address, task, most).orElse(FORGOTTEN))
        .orElse(GONE);
  }

  /** Where its agent is; empty if that has gone. */
  private Optional<Matcher> address(JsonNode task) {
    return Optional.of(PID.matcher(pid(task.at("/agent_id/value").asText())))
        .filter(Matcher::matches);
  }

  private Optional<String> printed(Matcher address, JsonNode task, int most) {
    Agent agent = new Agent(URI.create(scheme + "://" + address.group(2)), http);
    return folder(agent.get("/" + address.group(1) + "/state"), task)
        .map(folder -> printed(agent, folder, most));
  }

  private Optional<JsonNode> newest(String app) {
    return tasks()
        .filter(task -> MachineReader.app(id(task)).filter(app::equals).isPresent())
        .max(Comparator.comparingDouble(AgentOutput::since));
  }

  private Stream<JsonNode> tasks() {
    JsonNode known = api.read("GET_TASKS");
    return Stream.of("tasks", "completed_tasks", "unreachable_tasks")
        .flatMap(kind -> all(known.path(kind)));
  }

  private static String id(JsonNode task) {
    return task.at("/task_id/value").asText();
  }

  /** When it was first heard of: its last status may be that it was stopped for a newer one. */
  private static double since(JsonNode task) {
    return all(task.path("statuses"))
        .mapToDouble(status -> status.path("timestamp").asDouble())
        .min()
        .orElse(0);
  }

  private String pid(String agentId) {
    return all(api.read("GET_AGENTS").path("agents"))
        .filter(agent -> agent.at("/agent_info/id/value").asText().equals(agentId))
        .map(agent -> agent.path("pid").asText())
        .findFirst()
        .orElse("");
  }

  private static Optional<String> folder(JsonNode state, JsonNode task) {
    String id = id(task);
    String framework = task.at("/framework_id/value").asText();
    return Stream.of("frameworks", "completed_frameworks")
        .flatMap(kind -> all(state.path(kind)))
        .filter(found -> found.path("id").asText().equals(framework))
        .flatMap(
            found ->
                Stream.concat(all(found.path("executors")), all(found.path("completed_executors"))))
        .filter(executor -> executor.path("id").asText().equals(id) || has(executor, id))
        .map(executor -> executor.path("directory").asText())
        .findFirst();
  }

  private static boolean has(JsonNode executor, String taskId) {
    return Stream.of("tasks", "queued_tasks", "completed_tasks")
        .flatMap(kind -> all(executor.path(kind)))
        .anyMatch(task -> task.path("id").asText().equals(taskId));
  }

  private static String printed(Agent agent, String folder, int most) {
    String errors = agent.tail(folder + "/stderr", most / 2);
    String output = agent.tail(folder + "/stdout", most - errors.length());
    String between = output.isEmpty() || output.endsWith("\n") ? "" : "\n";
    String all = output + between + errors;
    return all.substring(Math.max(0, all.length() - most));
  }

  private static Stream<JsonNode> all(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }
}
