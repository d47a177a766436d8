package org.mcws.desk.sandbox.marathon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mcws.desk.sandbox.HttpRequest;
import org.mcws.desk.sandbox.HttpResponse;

/** {@code /v2/tasks} and the tasks of one app. */
final class TaskApi {

  private final Cluster cluster;

  TaskApi(Cluster cluster) {
    this.cluster = cluster;
  }

  void mount(Routes routes) {
    routes
        .on("GET", "/v2/apps/(.+)/tasks", this::ofApp)
        .on("DELETE", "/v2/apps/(.+)/tasks", this::killOfApp)
        .on("DELETE", "/v2/apps/(.+)/tasks/([^/]+)", this::killOne)
        .on("GET", "/v2/tasks", this::all)
        .on("POST", "/v2/tasks/delete", this::killMany);
  }

  private HttpResponse ofApp(HttpRequest request) {
    return tasks(cluster.app(Routes.appId(request.argument(0))).tasks());
  }

  private HttpResponse all(HttpRequest request) {
    Set<String> states = Set.copyOf(request.query().getOrDefault("status", List.of()));
    return tasks(
        cluster.apps().stream()
            .flatMap(app -> app.tasks().stream())
            .filter(
                task ->
                    states.isEmpty()
                        || states.contains("running") && task.running()
                        || states.contains("staging") && task.state().equals("TASK_STAGING"))
            .toList());
  }

  private HttpResponse killOfApp(HttpRequest request) {
    RunningApp app = cluster.app(Routes.appId(request.argument(0)));
    String host = request.parameter("host").orElse("*");
    return kill(
        app.live().stream()
            .filter(task -> host.equals("*") || task.agent().hostname().equals(host))
            .toList(),
        request);
  }

  private HttpResponse killOne(HttpRequest request) {
    String id = request.argument(1);
    Task task =
        cluster.app(Routes.appId(request.argument(0))).tasks().stream()
            .filter(one -> one.id().equals(id))
            .findFirst()
            .orElseThrow(() -> MarathonError.of(404, "Task '" + id + "' does not exist"));
    if (scale(request)) {
      return kill(List.of(task), request);
    }
    ObjectNode json = Json.object();
    json.set("task", task.json());
    cluster.kill(List.of(task));
    return HttpResponse.json(200, json);
  }

  private HttpResponse killMany(HttpRequest request) {
    List<Task> tasks = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    for (JsonNode id : Routes.body(request).path("ids")) {
      cluster.task(id.asText()).ifPresentOrElse(tasks::add, () -> unknown.add(id.asText()));
    }
    if (!unknown.isEmpty()) {
      throw MarathonError.of(400, "Invalid task ids provided: " + unknown);
    }
    return kill(tasks, request);
  }

  private HttpResponse kill(List<Task> tasks, HttpRequest request) {
    boolean scale = scale(request);
    if (scale) {
      Map<String, AppDefinition> fewer = new LinkedHashMap<>();
      for (Task task : tasks) {
        String id = task.app().id();
        AppDefinition app = fewer.getOrDefault(id, cluster.app(id).current());
        ObjectNode json = app.json().deepCopy().put("instances", app.instances() - 1);
        fewer.put(id, new AppDefinition(json));
      }
      Deployment deployment = cluster.deploy(fewer, false, Routes.flag(request, "force", false));
      cluster.kill(tasks);
      return Routes.result(deployment, 200);
    }
    HttpResponse shown = tasks(tasks);
    cluster.kill(tasks);
    return shown;
  }

  private static boolean scale(HttpRequest request) {
    boolean scale = Routes.flag(request, "scale", false);
    if (scale && Routes.flag(request, "wipe", false)) {
      throw MarathonError.of(400, "You cannot use scale and wipe at the same time.");
    }
    return scale;
  }

  private static HttpResponse tasks(List<Task> tasks) {
    ObjectNode json = Json.object();
    json.set("tasks", Json.array(tasks.stream().map(Task::json).toList()));
    return HttpResponse.json(200, json);
  }
}
