package org.mcws.desk.platform.hosting.marathon;

import static org.springframework.http.HttpMethod.POST;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.mcws.desk.platform.TaskOutput;
import org.mcws.desk.platform.hosting.Hosting;
import org.mcws.desk.platform.hosting.Refusals;
import org.mcws.desk.platform.hosting.Run;
import org.mcws.desk.platform.hosting.Runs;

/**
 * Runs as apps of Marathon's. Marathon knows no jobs: what has ended, it starts again. So a run
 * gets a back-off that outlasts it by far, which Marathon also applies to tasks that have finished
 * well (NotifyRateLimiterStep); that an app waits for this tells that its task has ended.
 */
final class MarathonRuns implements Runs {

  /** Nobody looks for the end of a run so late. */
  private static final Duration NEVER_AGAIN = Duration.ofDays(7);

  private static final Duration NOTED_WITHIN = Duration.ofSeconds(2);

  /** What a run has in common with its app; the rest is Marathon's, or about several instances. */
  private static final List<String> COMMON =
      List.of(
          "cmd",
          "args",
          "container",
          "networks",
          "env",
          "cpus",
          "mem",
          "disk",
          "gpus",
          "constraints",
          "acceptedResourceRoles",
          "fetch",
          "secrets",
          "user",
          "labels");

  private final MarathonApi api;
  private final MarathonApps apps;
  private final Hosting hosting;
  private final TaskOutput output;

  MarathonRuns(MarathonSettings settings, Hosting hosting, TaskOutput output) {
    this.api = new MarathonApi(settings);
    this.apps = new MarathonApps(api);
    this.hosting = hosting;
    this.output = output;
  }

  @Override
  public void start(String app, String run) {
    String id = Run.id(app, run);
    if (apps.find(id).isPresent()) {
      return;
    }
    JsonNode is =
        apps.find(app).orElseThrow(() -> Refusals.missing("There is no app " + app + " to run"));
    Answer created = api.send(POST, MarathonApps.PATH, once(is, id));
    if (!created.saysDuplicate()) {
      apps.written(created, id);
    }
  }

  @Override
  public Optional<Run> find(String app, String run) {
    String id = Run.id(app, run);
    // First, so that a task which starts and ends meanwhile is not taken for one that ended before.
    JsonNode queue = api.get("/v2/queue").json();
    return apps.find(id).map(is -> read(is, queue)).or(() -> ending(id));
  }

  /** An app that is removed has tasks until its deployment ends. */
  private Optional<Run> ending(String id) {
    for (JsonNode deployment : api.get("/v2/deployments").json()) {
      for (JsonNode app : deployment.path("affectedApps")) {
        if (app.asText().equals(id)) {
          return Optional.of(Run.RUNNING);
        }
      }
    }
    return Optional.empty();
  }

  @Override
  public String output(String app, String run) {
    return output.last(Run.id(app, run), LONGEST_OUTPUT);
  }

  /** Mesos keeps it. */
  @Override
  public boolean keepOutput() {
    return true;
  }

  @Override
  public void remove(String app, String run) {
    hosting.remove(Run.id(app, run));
  }

  private static Run read(JsonNode app, JsonNode queue) {
    String id = app.path("id").asText();
    JsonNode failure = app.path("lastTaskFailure");
    if (failure.isObject()) {
      String message = failure.path("message").asText();
      return Run.failed(
          ExitCode.in(message), message.isEmpty() ? failure.path("state").asText() : message);
    }
    if (!app.path("tasks").isEmpty()) {
      return StatusReader.isRunning(app.path("tasks").path(0)) ? Run.RUNNING : Run.waiting("");
    }
    Optional<Duration> delay = QueueReader.delay(queue, id);
    if (delay.isEmpty()) {
      return Run.waiting(QueueReader.waitingFor(queue, id).orElse(""));
    }
    // Marathon notes a failure a moment after it has put off the next task.
    boolean noted = delay.get().compareTo(NEVER_AGAIN.minus(NOTED_WITHIN)) <= 0;
    return noted ? Run.SUCCEEDED : Run.RUNNING;
  }

  private static ObjectNode once(JsonNode app, String id) {
    ObjectNode run = JsonNodeFactory.instance.objectNode().put("id", id);
    JsonNode configuration = AppChanges.configuration(app);
    COMMON.stream()
        .filter(configuration::has)
        .forEach(field -> run.set(field, configuration.get(field)));
    if (configuration.has("networks")) {
      // What Marathon 1.5 and later know. A machine that is silent for a while may still run it.
      run.put("unreachableStrategy", "disabled");
    }
    return run.put("instances", 1)
        .put("backoffSeconds", NEVER_AGAIN.toSeconds())
        .put("backoffFactor", 1.0)
        .put("maxLaunchDelaySeconds", NEVER_AGAIN.toSeconds());
  }
}
