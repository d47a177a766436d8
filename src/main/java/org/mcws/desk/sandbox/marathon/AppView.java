package org.mcws.desk.sandbox.marathon;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** How apps are shown: the definition and what is known about its state. */
final class AppView {

  private final Cluster cluster;

  AppView(Cluster cluster) {
    this.cluster = cluster;
  }

  /** What a reader asked to be shown besides counts and deployments. */
  record Embed(boolean tasks, boolean lastFailure) {

    static final Embed NOTHING = new Embed(false, false);
    static final Embed EVERYTHING = new Embed(true, true);

    static Embed of(Collection<String> names) {
      return new Embed(
          names.stream().anyMatch(n -> n.matches("apps?\\.tasks|apps\\.failures")),
          names.stream().anyMatch(n -> n.matches("apps?\\.(lastTaskFailure|failures)")));
    }
  }

  ObjectNode show(RunningApp app, Embed embed) {
    ObjectNode json = app.current().json().deepCopy();
    List<Task> tasks = app.tasks();
    json.put("tasksStaged", count(tasks, t -> t.state().equals("TASK_STAGING")));
    json.put("tasksRunning", count(tasks, Task::running));
    json.put("tasksHealthy", count(tasks, Task::knownHealthy));
    json.put("tasksUnhealthy", count(tasks, Task::knownUnhealthy));
    var deployments = json.putArray("deployments");
    cluster.deploymentOf(app.id()).ifPresent(d -> deployments.addObject().put("id", d.id()));
    if (embed.tasks()) {
      json.set("tasks", Json.array(tasks.stream().map(Task::json).toList()));
    }
    if (embed.lastFailure()) {
      app.lastFailure().ifPresent(failure -> json.set("lastTaskFailure", failure));
    }
    return json;
  }

  /** The app's place in {@code /v2/queue}. */
  ObjectNode queued(RunningApp app, Instant now) {
    ObjectNode json = Json.object().put("count", app.missing());
    json.set("app", app.current().json());
    json.putObject("delay")
        .put("timeLeftSeconds", app.backoff().secondsLeft(now))
        .put("overdue", app.backoff().over(now));
    json.put("since", Timestamps.text(app.waitingSince().orElse(now)));
    int offers = (int) cluster.agents().stream().filter(Agent::active).count();
    ObjectNode summary = json.putObject("processedOffersSummary");
    summary.put("processedOffersCount", app.waitingFor().isPresent() ? offers : 0);
    summary.put("unusedOffersCount", app.waitingFor().isPresent() ? offers : 0);
    app.waitingFor()
        .ifPresent(
            reason -> {
              summary.put("lastUnusedOfferAt", Timestamps.text(now));
              for (String field :
                  List.of("rejectSummaryLastOffers", "rejectSummaryLaunchAttempt")) {
                summary
                    .putArray(field)
                    .addObject()
                    .put("reason", reason)
                    .put("declined", offers)
                    .put("processed", offers);
              }
            });
    return json;
  }

  private static long count(List<Task> tasks, java.util.function.Predicate<Task> rule) {
    return tasks.stream().filter(rule).count();
  }
}
