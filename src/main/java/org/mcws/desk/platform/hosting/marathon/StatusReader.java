package org.mcws.desk.platform.hosting.marathon;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.mcws.desk.platform.hosting.AppStatus;

/** Reads what Marathon shows of an app. */
final class StatusReader {

  private StatusReader() {}

  /**
   * @param app an AppInfo with its tasks
   */
  static AppStatus read(JsonNode app, Optional<String> waitingFor) {
    return new AppStatus(
        app.path("id").asText(),
        image(app),
        app.path("version").asText(),
        app.path("instances").asInt(),
        !app.path("deployments").isEmpty(),
        tasks(app),
        failure(app, app.path("lastTaskFailure")),
        waitingFor,
        labels(app));
  }

  static String image(JsonNode app) {
    return app.path("container").path("docker").path("image").asText("");
  }

  static Map<String, String> labels(JsonNode app) {
    Map<String, String> labels = new HashMap<>();
    app.path("labels").properties().forEach(l -> labels.put(l.getKey(), l.getValue().asText()));
    return labels;
  }

  /** The definition since which tasks did not have to start anew: scaling alone leaves them. */
  static String configVersion(JsonNode app) {
    return app.path("versionInfo").path("lastConfigChangeAt").asText(app.path("version").asText());
  }

  /**
   * The tasks of the present definition, as it is since it was changed last: the newest first, and
   * then the one that has failed last.
   */
  static List<String> printing(JsonNode app) {
    JsonNode failure = app.path("lastTaskFailure");
    return Stream.concat(
            StreamSupport.stream(app.path("tasks").spliterator(), false)
                .sorted(Comparator.comparing(StatusReader::stagedAt).reversed())
                .filter(task -> isPresent(app, task))
                .map(task -> task.path("id").asText())
                .limit(1),
            Stream.of(failure.path("taskId").asText())
                .filter(id -> !id.isEmpty() && isPresent(app, failure)))
        .toList();
  }

  /** When the present definition came. */
  static Instant configuredAt(JsonNode app) {
    return instant(configVersion(app));
  }

  private static String stagedAt(JsonNode task) {
    return task.path("stagedAt").asText();
  }

  private static boolean isPresent(JsonNode app, JsonNode task) {
    return task.path("version").asText().compareTo(configVersion(app)) >= 0;
  }

  private static List<AppStatus.Task> tasks(JsonNode app) {
    boolean checked = !app.path("healthChecks").isEmpty();
    int count = app.path("tasks").size();
    // Some versions show no results of a task that they count as healthy.
    boolean allCountedHealthy = count > 0 && app.path("tasksHealthy").asInt() >= count;
    List<AppStatus.Task> tasks = new ArrayList<>();
    for (JsonNode task : app.path("tasks")) {
      boolean healthy = isRunning(task) && (!checked || isAlive(task, allCountedHealthy));
      tasks.add(
          new AppStatus.Task(
              task.path("id").asText(),
              task.path("host").asText(),
              version(app, task.path("version").asText()),
              healthy));
    }
    return tasks;
  }

  /** Versions are moments in ISO 8601, so the later one is the greater text. */
  private static String version(JsonNode app, String startedFrom) {
    return startedFrom.compareTo(configVersion(app)) >= 0
        ? app.path("version").asText()
        : startedFrom;
  }

  /** Before 1.4 tasks had no state, only a start. */
  static boolean isRunning(JsonNode task) {
    return task.hasNonNull("state")
        ? task.path("state").asText().equals("TASK_RUNNING")
        : task.hasNonNull("startedAt");
  }

  private static boolean isAlive(JsonNode task, boolean allCountedHealthy) {
    JsonNode results = task.path("healthCheckResults");
    if (results.isEmpty()) {
      return allCountedHealthy;
    }
    for (JsonNode result : results) {
      if (!result.path("alive").asBoolean()) {
        return false;
      }
    }
    return true;
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      return Instant.EPOCH;
    }
  }

  private static Optional<AppStatus.Failure> failure(JsonNode app, JsonNode failure) {
    if (!failure.isObject()) {
      return Optional.empty();
    }
    Instant at = instant(failure.path("timestamp").asText());
    return Optional.of(
        new AppStatus.Failure(
            failure.path("state").asText(),
            failure.path("message").asText(),
            failure.path("host").asText(),
            at,
            version(app, failure.path("version").asText())));
  }
}
