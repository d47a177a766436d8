package org.mcws.desk.sandbox.marathon;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;
import org.mcws.desk.sandbox.HttpEndpoint;
import org.mcws.desk.sandbox.HttpRequest;
import org.mcws.desk.sandbox.HttpResponse;

/**
 * What Mesos agents tell of their tasks. All of them run in the master's process, as {@code
 * mesos-local} has it, and so have one port, and names of their own on it.
 */
final class AgentApi {

  private static final String FOLDERS = "/var/lib/mesos/slaves/";
  private static final String STDOUT = "/stdout";

  private final Cluster cluster;

  AgentApi(Cluster cluster) {
    this.cluster = cluster;
  }

  /** What an agent is called in its process, such as {@code slave(2)} for {@code agent-2}. */
  static String process(Agent agent) {
    return "slave(" + agent.hostname().replaceFirst(".*-", "") + ")";
  }

  void mount(HttpEndpoint endpoint) {
    endpoint
        .on("GET", "/(slave\\(\\d+\\))/state", this::state)
        .on("GET", "/files/read", this::read);
  }

  private HttpResponse state(HttpRequest request) {
    synchronized (cluster) {
      return cluster.agents().stream()
          .filter(agent -> process(agent).equals(request.argument(0)))
          .findFirst()
          .map(agent -> HttpResponse.json(200, state(agent)))
          .orElse(HttpResponse.empty(404));
    }
  }

  private ObjectNode state(Agent agent) {
    ObjectNode body = Json.object().put("id", agent.id()).put("hostname", agent.hostname());
    ObjectNode framework =
        body.putArray("frameworks")
            .addObject()
            .put("id", MesosApi.FRAMEWORK)
            .put("name", "marathon");
    ArrayNode executors = framework.putArray("executors");
    agent.tasks().forEach(task -> executors.add(executor(task)));
    ArrayNode completed = framework.putArray("completed_executors");
    ended(agent).forEach(task -> completed.add(executor(task)));
    return body;
  }

  private static ObjectNode executor(Task task) {
    ObjectNode executor = Json.object().put("id", task.id()).put("directory", folder(task));
    executor.putArray("tasks").addObject().put("id", task.id());
    return executor;
  }

  private HttpResponse read(HttpRequest request) {
    Optional<Task> task = find(request.parameter("path").orElse(""));
    if (task.isEmpty()) {
      return HttpResponse.text(404, "");
    }
    // Nobody else waits for that.
    String text = task.get().output();
    long offset = request.parameter("offset").map(Long::parseLong).orElse(-1L);
    int from = (int) Math.min(text.length(), Math.max(0, offset));
    int length = request.parameter("length").map(Integer::parseInt).orElse(text.length());
    String data = offset < 0 ? "" : text.substring(from, Math.min(text.length(), from + length));
    return HttpResponse.json(
        200, Json.object().put("data", data).put("offset", offset < 0 ? text.length() : from));
  }

  private Optional<Task> find(String file) {
    synchronized (cluster) {
      return Stream.concat(
              cluster.agents().stream().flatMap(agent -> agent.tasks().stream()),
              cluster.ended().stream())
          .filter(task -> file.equals(folder(task) + STDOUT))
          .findFirst();
    }
  }

  private Collection<Task> ended(Agent agent) {
    return cluster.ended().stream().filter(task -> task.agent() == agent).toList();
  }

  private static String folder(Task task) {
    return FOLDERS
        + task.agent().id()
        + "/frameworks/"
        + MesosApi.FRAMEWORK
        + "/executors/"
        + task.id()
        + "/runs/latest";
  }
}
