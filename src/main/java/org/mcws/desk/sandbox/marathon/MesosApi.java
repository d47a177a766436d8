package org.mcws.desk.sandbox.marathon;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.mcws.desk.sandbox.HttpEndpoint;
import org.mcws.desk.sandbox.HttpRequest;
import org.mcws.desk.sandbox.HttpResponse;

/** The Mesos master's operator API v1, in JSON. */
final class MesosApi {

  private static final String VERSION = "1.4.0";
  static final String FRAMEWORK = "4d435753-6465-736b-7361-6e64626f7800-0000";
  private static final String OTHER_FRAMEWORK = "4d435753-6465-736b-7361-6e64626f7800-0001";

  private final Cluster cluster;
  private final Maintenance maintenance;
  private final int port;
  private final Instant started = Instant.now();
  private final Map<String, Supplier<ObjectNode>> reads;

  MesosApi(Cluster cluster, Maintenance maintenance, int port) {
    this.cluster = cluster;
    this.maintenance = maintenance;
    this.port = port;
    this.reads =
        Map.ofEntries(
            Map.entry("GET_HEALTH", () -> Json.object().put("healthy", true)),
            Map.entry("GET_VERSION", MesosApi::version),
            Map.entry("GET_MASTER", this::master),
            Map.entry("GET_AGENTS", this::agents),
            Map.entry("GET_TASKS", this::tasks),
            Map.entry("GET_STATE", this::state),
            Map.entry("GET_METRICS", this::metrics),
            Map.entry("GET_MAINTENANCE_STATUS", maintenance::status),
            Map.entry("GET_MAINTENANCE_SCHEDULE", maintenance::schedule));
  }

  void mount(HttpEndpoint endpoint) {
    endpoint
        .on("GET", "/health", request -> HttpResponse.empty(200))
        .on("POST", "/api/v1", this::call)
        .otherwise(
            request ->
                request.path().equals("/api/v1")
                    ? HttpResponse.text(
                            405,
                            "Expecting one of { 'POST' }, but received '" + request.method() + "'")
                        .with("Allow", "POST")
                    : HttpResponse.empty(404));
  }

  private HttpResponse call(HttpRequest request) {
    String contentType = request.header("Content-Type").orElse("");
    if (contentType.isEmpty()) {
      return HttpResponse.text(400, "Expecting 'Content-Type' to be present");
    }
    if (!contentType.startsWith("application/json")) {
      return HttpResponse.text(
          415, "Expecting 'Content-Type' of application/json or application/x-protobuf");
    }
    String accept = request.header("Accept").orElse("*/*");
    if (!accept.contains("application/json") && !accept.contains("*/*")) {
      return HttpResponse.text(
          406, "Expecting 'Accept' to allow application/json or application/x-protobuf");
    }
    JsonNode call;
    try {
      call = Json.MAPPER.readTree(request.body());
    } catch (JsonProcessingException e) {
      return HttpResponse.text(
          400, "Failed to parse body into JSON: syntax error at line 1 near: " + request.body());
    }
    if (!call.isObject()) {
      return HttpResponse.text(
          400, "Failed to convert JSON into Call protobuf: Expecting a JSON object");
    }
    synchronized (cluster) {
      return answer(call);
    }
  }

  private HttpResponse answer(JsonNode call) {
    String type = call.path("type").asText();
    if (reads.containsKey(type)) {
      if (type.equals("GET_METRICS") && !call.has("get_metrics")) {
        return invalid("Expecting 'get_metrics' to be present");
      }
      ObjectNode answer = Json.object().put("type", type);
      answer.set(type.toLowerCase(java.util.Locale.ROOT), reads.get(type).get());
      return HttpResponse.json(200, answer);
    }
    try {
      return switch (type) {
        case "UPDATE_MAINTENANCE_SCHEDULE" -> {
          JsonNode body = call.path("update_maintenance_schedule");
          yield body.isObject()
              ? done(() -> maintenance.update(body.path("schedule")))
              : invalid("Expecting 'update_maintenance_schedule' to be present");
        }
        case "START_MAINTENANCE" -> {
          JsonNode body = call.path("start_maintenance");
          yield body.isObject()
              ? done(() -> maintenance.start(body.path("machines")))
              : invalid("Expecting 'start_maintenance' to be present");
        }
        case "STOP_MAINTENANCE" -> {
          JsonNode body = call.path("stop_maintenance");
          yield body.isObject()
              ? done(() -> maintenance.stop(body.path("machines")))
              : invalid("Expecting 'stop_maintenance' to be present");
        }
        case "UNKNOWN" -> HttpResponse.empty(501);
        default -> invalid("Expecting 'type' to be present");
      };
    } catch (Maintenance.Refused e) {
      return HttpResponse.text(400, e.getMessage());
    }
  }

  private static HttpResponse done(Runnable change) {
    change.run();
    return HttpResponse.empty(202);
  }

  private static HttpResponse invalid(String message) {
    return HttpResponse.text(400, "Failed to validate master::Call: " + message);
  }

  private static ObjectNode version() {
    ObjectNode body = Json.object();
    body.putObject("version_info")
        .put("version", VERSION)
        .put("build_date", "2017-09-12 16:16:50")
        .put("build_time", 1505233010.0)
        .put("build_user", "sandbox");
    return body;
  }

  private ObjectNode master() {
    ObjectNode body = Json.object();
    ObjectNode info =
        body.putObject("master_info")
            .put("id", "4d435753-6465-736b-7361-6e64626f7800")
            .put("hostname", "localhost")
            .put("port", port)
            .put("pid", "master@127.0.0.1:" + port)
            .put("ip", 16777343)
            .put("version", VERSION);
    info.putObject("address").put("hostname", "localhost").put("ip", "127.0.0.1").put("port", port);
    return body.put("start_time", seconds(started)).put("elected_time", seconds(started));
  }

  private ObjectNode agents() {
    ObjectNode body = Json.object();
    ArrayNode agents = body.putArray("agents");
    for (Agent agent : cluster.agents()) {
      if (agent.isDown()) {
        continue;
      }
      ObjectNode json = agents.addObject();
      ObjectNode info = json.putObject("agent_info");
      info.putObject("id").put("value", agent.id());
      info.put("hostname", agent.hostname()).put("port", port);
      info.set("resources", resources(Agent.CAPACITY));
      info.putArray("attributes")
          .addObject()
          .put("name", "cluster")
          .put("type", "TEXT")
          .putObject("text")
          .put("value", "generic");
      json.put("active", agent.active())
          .put("deactivated", false)
          .put("version", VERSION)
          .put("pid", AgentApi.process(agent) + "@" + Agent.ADDRESS + ":" + port);
      json.putObject("registered_time").put("nanoseconds", nanoseconds(agent.registered()));
      agent
          .reregistered()
          .ifPresent(at -> json.putObject("reregistered_time").put("nanoseconds", nanoseconds(at)));
      json.set("total_resources", resources(Agent.CAPACITY));
      json.set("allocated_resources", resources(agent.used()));
      json.putArray("offered_resources");
    }
    body.putArray("recovered_agents");
    return body;
  }

  private ObjectNode tasks() {
    ObjectNode body = Json.object();
    ArrayNode active = body.putArray("tasks");
    ArrayNode unreachable = body.putArray("unreachable_tasks");
    ArrayNode completed = body.putArray("completed_tasks");
    cluster.ended().forEach(task -> completed.add(task(task)));
    for (RunningApp app : cluster.everything()) {
      for (Task task : app.tasks()) {
        (task.unreachable() ? unreachable : active).add(task(task));
      }
    }
    for (Agent agent : cluster.agents()) {
      for (String id : agent.otherTasks()) {
        ObjectNode task = active.addObject().put("name", id).put("state", "TASK_RUNNING");
        task.putObject("task_id").put("value", id);
        task.putObject("framework_id").put("value", OTHER_FRAMEWORK);
        task.putObject("agent_id").put("value", agent.id());
        task.set("resources", resources(Resources.NONE));
      }
    }
    return body;
  }

  private static ObjectNode task(Task task) {
    AppDefinition app = task.app();
    ObjectNode json = Json.object().put("name", taskName(app.id()));
    json.putObject("task_id").put("value", task.id());
    json.putObject("framework_id").put("value", FRAMEWORK);
    json.putObject("agent_id").put("value", task.agent().id());
    json.set("resources", resources(Resources.of(app)));
    json.put("state", task.state());
    ObjectNode status = json.putArray("statuses").addObject().put("state", task.state());
    status.put("timestamp", seconds(task.started() == null ? task.staged() : task.started()));
    if (app.hasHealthCheck() && task.running()) {
      status.put("healthy", task.ready());
    }
    ArrayNode labels = json.putObject("labels").putArray("labels");
    app.labels().forEach((key, value) -> labels.addObject().put("key", key).put("value", value));
    return json;
  }

  /** Marathon names tasks like host names: the app's path backwards, with dots. */
  private static String taskName(String appId) {
    String[] path = appId.substring(1).split("/");
    java.util.Collections.reverse(java.util.Arrays.asList(path));
    return String.join(".", path);
  }

  private ObjectNode state() {
    ObjectNode body = Json.object();
    body.set("get_tasks", tasks());
    body.putObject("get_executors");
    ObjectNode framework = body.putObject("get_frameworks").putArray("frameworks").addObject();
    framework.put("active", true).put("connected", true);
    framework
        .putObject("framework_info")
        .put("name", "marathon")
        .put("user", "root")
        .putObject("id")
        .put("value", FRAMEWORK);
    body.set("get_agents", agents());
    return body;
  }

  private ObjectNode metrics() {
    long active = cluster.agents().stream().filter(Agent::active).count();
    List<Task> tasks = cluster.everything().stream().flatMap(a -> a.tasks().stream()).toList();
    double cpus = tasks.stream().mapToDouble(task -> task.app().cpus()).sum();
    double mem = tasks.stream().mapToDouble(task -> task.app().mem()).sum();
    ObjectNode body = Json.object();
    ArrayNode metrics = body.putArray("metrics");
    metric(metrics, "master/elected", 1);
    metric(metrics, "master/uptime_secs", seconds(Instant.now()) - seconds(started));
    metric(metrics, "master/slaves_active", active);
    metric(metrics, "master/slaves_connected", active);
    metric(metrics, "master/slaves_inactive", cluster.agents().size() - active);
    metric(metrics, "master/slaves_disconnected", cluster.agents().size() - active);
    metric(metrics, "master/tasks_running", tasks.stream().filter(Task::running).count());
    metric(
        metrics,
        "master/tasks_staging",
        tasks.stream().filter(task -> task.state().equals("TASK_STAGING")).count());
    metric(metrics, "master/tasks_unreachable", tasks.stream().filter(Task::unreachable).count());
    metric(
        metrics, "master/cpus_percent", active == 0 ? 0 : cpus / (active * Agent.CAPACITY.cpus()));
    metric(metrics, "master/mem_percent", active == 0 ? 0 : mem / (active * Agent.CAPACITY.mem()));
    return body;
  }

  private static void metric(ArrayNode metrics, String name, double value) {
    metrics.addObject().put("name", name).put("value", value);
  }

  private static ArrayNode resources(Resources amount) {
    ArrayNode resources = Json.MAPPER.createArrayNode();
    Map.of("cpus", amount.cpus(), "mem", amount.mem(), "disk", amount.disk())
        .forEach(
            (name, value) ->
                resources
                    .addObject()
                    .put("name", name)
                    .put("type", "SCALAR")
                    .put("role", "*")
                    .putObject("scalar")
                    .put("value", value));
    return resources;
  }

  private static double seconds(Instant at) {
    return at.toEpochMilli() / 1000.0;
  }

  private static long nanoseconds(Instant at) {
    return at.getEpochSecond() * 1_000_000_000L + at.getNano();
  }
}
