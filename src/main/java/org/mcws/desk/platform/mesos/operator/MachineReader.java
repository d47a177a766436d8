package org.mcws.desk.platform.mesos.operator;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mcws.desk.platform.mesos.Machine;
import org.mcws.desk.platform.mesos.MachineName;
import org.mcws.desk.platform.mesos.MachineTask;
import org.mcws.desk.platform.mesos.Resources;

/** Reads what a master tells of agents and tasks. */
final class MachineReader {

  /** Mesos' task states that are an end; TASK_LOST may be none, but then the agent is away. */
  private static final Set<String> ENDED =
      Set.of(
          "TASK_FINISHED",
          "TASK_FAILED",
          "TASK_KILLED",
          "TASK_ERROR",
          "TASK_LOST",
          "TASK_DROPPED",
          "TASK_GONE",
          "TASK_GONE_BY_OPERATOR");

  /**
   * Marathon's task ids: the app's path with underscores, which no id has, and a UUID; what stands
   * before and after the UUID changed with 1.3, 1.4 and 1.9.
   */
  private static final Pattern MARATHON_TASK =
      Pattern.compile(
          "([a-z0-9.-]+(?:_[a-z0-9.-]+)*)\\.(?:instance-|marathon-)?"
              + "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?:\\..*)?");

  private static final Pattern ADDRESS = Pattern.compile(".*@(.*):\\d+");

  private MachineReader() {}

  /**
   * @param agents what GET_AGENTS tells
   */
  static List<Machine> machines(JsonNode agents) {
    List<Machine> machines = new ArrayList<>();
    agents.path("agents").forEach(agent -> machines.add(machine(agent)));
    // Those that the master knows from before it led, and has not heard from yet.
    for (JsonNode info : agents.path("recovered_agents")) {
      machines.add(
          new Machine(
              id(info),
              new MachineName(info.path("hostname").asText(), ""),
              false,
              Instant.EPOCH,
              Optional.empty(),
              attributes(info),
              resources(info.path("resources")),
              Resources.NONE));
    }
    return machines;
  }

  private static Machine machine(JsonNode agent) {
    JsonNode info = agent.path("agent_info");
    Matcher address = ADDRESS.matcher(agent.path("pid").asText());
    return new Machine(
        id(info),
        new MachineName(info.path("hostname").asText(), address.matches() ? address.group(1) : ""),
        agent.path("active").asBoolean(),
        Nanoseconds.instant(agent.path("registered_time")),
        agent.has("reregistered_time")
            ? Optional.of(Nanoseconds.instant(agent.path("reregistered_time")))
            : Optional.empty(),
        attributes(info),
        resources(agent.path("total_resources")),
        resources(agent.path("allocated_resources")));
  }

  /**
   * @param tasks what GET_TASKS tells
   */
  static List<MachineTask> tasks(JsonNode tasks, String agent) {
    List<MachineTask> found = new ArrayList<>();
    for (JsonNode task : tasks.path("tasks")) {
      String state = task.path("state").asText();
      if (task.at("/agent_id/value").asText().equals(agent) && !ENDED.contains(state)) {
        String id = task.at("/task_id/value").asText();
        found.add(
            new MachineTask(
                id,
                task.path("name").asText(),
                task.at("/framework_id/value").asText(),
                state,
                app(id),
                resources(task.path("resources"))));
      }
    }
    return found;
  }

  static Optional<String> app(String taskId) {
    Matcher marathon = MARATHON_TASK.matcher(taskId);
    return marathon.matches()
        ? Optional.of("/" + marathon.group(1).replace('_', '/'))
        : Optional.empty();
  }

  private static String id(JsonNode info) {
    return info.at("/id/value").asText();
  }

  private static Map<String, String> attributes(JsonNode info) {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (JsonNode attribute : info.path("attributes")) {
      JsonNode text = attribute.at("/text/value");
      attributes.put(
          attribute.path("name").asText(),
          text.isTextual() ? text.asText() : attribute.at("/scalar/value").asText());
    }
    return attributes;
  }

  /** Adds up what is not reserved: a machine may have several portions of the same. */
  private static Resources resources(JsonNode portions) {
    Resources sum = Resources.NONE;
    for (JsonNode portion : portions) {
      boolean reserved =
          !portion.path("role").asText("*").equals("*") || !portion.path("reservations").isEmpty();
      if (!reserved) {
        double amount = portion.at("/scalar/value").asDouble();
        sum =
            sum.plus(
                switch (portion.path("name").asText()) {
                  case "cpus" -> new Resources(amount, 0, 0);
                  case "mem" -> new Resources(0, amount, 0);
                  case "disk" -> new Resources(0, 0, amount);
                  default -> Resources.NONE;
                });
      }
    }
    return sum;
  }
}
