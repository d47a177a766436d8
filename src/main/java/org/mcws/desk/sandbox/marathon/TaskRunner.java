package org.mcws.desk.sandbox.marathon;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Starts, checks and kills tasks until each app has what it should have. */
final class TaskRunner {

  /** How many start times a lost task stays listed before it is given up. */
  private static final int EXPUNGE_AFTER = 10;

  /** Mesos' default of {@code --max_completed_tasks_per_framework}. */
  private static final int MOST_ENDED = 1000;

  private static final Comparator<Task> FIRST_TO_GO =
      Comparator.comparing(Task::ready).thenComparing(Task::staged, Comparator.reverseOrder());

  private final MarathonSandboxSettings settings;
  private final List<Agent> agents;
  private final EventStream events;
  private final Program.Maker programs;
  private final Deque<Task> ended = new ArrayDeque<>();
  private volatile Consumer<String> pulls = image -> {};

  TaskRunner(
      MarathonSandboxSettings settings,
      List<Agent> agents,
      EventStream events,
      Program.Maker programs) {
    this.settings = settings;
    this.agents = agents;
    this.events = events;
    this.programs = programs;
  }

  /**
   * @param listener gets the image of each task that starts to run
   */
  void onPull(Consumer<String> listener) {
    pulls = listener;
  }

  /** Lets the app's tasks live for a moment: they start, fail, are checked and die. */
  void advance(RunningApp app, Instant now) {
    for (Task task : List.copyOf(app.tasks())) {
      if (task.killed(now)) {
        end(app, task, "TASK_KILLED", "Container exited with status 143");
      } else if (task.isDue(now)) {
        begin(app, task, now);
      } else if (task.running() && task.progress().hasEnded()) {
        endOfItself(app, task, now);
      } else if (task.checkHealth(now)) {
        publishHealth(task);
        if (task.ready()) {
          app.backoff().reset();
        }
      }
      if (task.failsItsHealthChecks()) {
        killUnhealthy(app, task, now);
      }
      if (task.unreachable() && now.isAfter(task.expungeAt())) {
        end(app, task, "TASK_GONE", "Agent is gone");
      }
    }
  }

  /**
   * Launches and kills what is needed.
   *
   * @param replacing whether a deployment replaces tasks of earlier definitions, in the steps of
   *     Marathon's TaskReplaceActor
   */
  void reconcile(RunningApp app, boolean replacing, Instant now) {
    AppDefinition definition = app.current();
    int instances = definition.instances();
    int most = instances;
    List<Task> live = app.live();
    if (replacing) {
      most = replaceOld(app, live, instances, now);
    } else {
      live.stream()
          .sorted(FIRST_TO_GO)
          .limit(Math.max(0, live.size() - instances))
          .forEach(task -> kill(task, now));
    }
    long present = app.tasks().stream().filter(t -> !t.unreachable()).count();
    long good = replacing ? live.stream().filter(app::isCurrent).count() : live.size();
    long launch = Math.min(instances - good, most - present);
    app.waitFor(null, now);
    for (long i = 0; i < launch && app.backoff().over(now); i++) {
      launch(app, now);
    }
  }

  private int replaceOld(RunningApp app, List<Task> live, int instances, Instant now) {
    var strategy = app.current().upgradeStrategy();
    int fewest = (int) Math.ceil(instances * strategy.path("minimumHealthCapacity").asDouble());
    int most = (int) Math.floor(instances * (1 + strategy.path("maximumOverCapacity").asDouble()));
    if (fewest == most && most <= live.size()) {
      most++;
    }
    List<Task> old = live.stream().filter(t -> !app.isCurrent(t)).sorted(FIRST_TO_GO).toList();
    long ready = live.stream().filter(Task::ready).count();
    for (Task task : old) {
      if (!task.ready()) {
        kill(task, now);
      } else if (ready > fewest) {
        kill(task, now);
        ready--;
      }
    }
    return most;
  }

  void kill(Task task, Instant now) {
    task.kill(now.plus(settings.startTime().dividedBy(2)));
  }

  /** The tasks that have ended, as far as they are remembered, the oldest first. */
  Collection<Task> ended() {
    return ended;
  }

  /** The task ends now, whatever it was doing. */
  void end(RunningApp app, Task task, String state, String message) {
    task.end(state);
    app.remove(task);
    ended.add(task);
    if (ended.size() > MOST_ENDED) {
      ended.remove();
    }
    publishStatus(task, state, message);
  }

  /** The task ended badly by itself. */
  void fail(RunningApp app, Task task, String state, String message, Instant now) {
    app.failed(task, state, message, now);
    end(app, task, state, message);
  }

  void lose(Task task, Instant now) {
    task.loseTouch(now.plus(settings.startTime().multipliedBy(EXPUNGE_AFTER)));
    publishStatus(task, "TASK_UNREACHABLE", "Agent is unreachable");
  }

  private void begin(RunningApp app, Task task, Instant now) {
    switch (task.progress().state()) {
      case STARTING -> {
        // Its image is being fetched.
      }
      case RUNNING -> {
        pulls.accept(task.app().image());
        task.run(now, now.plus(settings.startTime().dividedBy(2)), settings);
        publishStatus(task, "TASK_RUNNING", "");
        if (!task.app().hasHealthCheck()) {
          app.backoff().reset();
        }
      }
      default -> endOfItself(app, task, now);
    }
  }

  private void endOfItself(RunningApp app, Task task, Instant now) {
    Program.Progress progress = task.progress();
    if (progress.state() == Program.Progress.State.FAILED) {
      fail(app, task, "TASK_FAILED", progress.message(), now);
    } else {
      app.backoff().failed(now);
      end(app, task, "TASK_FINISHED", "Container exited with status 0");
    }
  }

  private void killUnhealthy(RunningApp app, Task task, Instant now) {
    app.failed(
        task,
        "TASK_KILLED",
        "Task was killed since health check failed. Reason: 500 Internal Server Error",
        now);
    events.publish(
        "unhealthy_task_kill_event",
        () ->
            Json.object()
                .put("appId", app.id())
                .put("taskId", task.id())
                .put("version", task.app().version())
                .put("reason", "500 Internal Server Error")
                .put("host", task.agent().hostname())
                .put("slaveId", task.agent().id()));
    kill(task, now);
  }

  private void launch(RunningApp app, Instant now) {
    String reason = "UnfulfilledConstraint";
    for (Agent agent : byLoad()) {
      Optional<String> declined = declined(app, agent);
      if (declined.isEmpty()) {
        boolean slow = programs.isSlow(app.current().image());
        Duration start = settings.startTime().dividedBy(2).multipliedBy(slow ? 20 : 1);
        Task task =
            new Task(app.current(), agent, now.plus(start), app.markedUnhealthy(), programs);
        app.add(task);
        publishStatus(task, "TASK_STAGING", "");
        return;
      }
      reason = declined.get();
    }
    app.waitFor(reason, now);
  }

  private List<Agent> byLoad() {
    return agents.stream()
        .filter(Agent::active)
        .sorted(Comparator.comparingLong(agent -> agent.used().milliCpus()))
        .toList();
  }

  private static Optional<String> declined(RunningApp app, Agent agent) {
    return Constraints.allow(app, agent)
        ? agent.declines(app.current())
        : Optional.of("UnfulfilledConstraint");
  }

  private void publishStatus(Task task, String state, String message) {
    events.publish(
        "status_update_event",
        () -> {
          ObjectNode event = task.json();
          event.remove(List.of("id", "state", "stagedAt", "startedAt", "servicePorts"));
          event.remove(List.of("localVolumes", "healthCheckResults"));
          return event.put("taskId", task.id()).put("taskStatus", state).put("message", message);
        });
  }

  private void publishHealth(Task task) {
    events.publish(
        "health_status_changed_event",
        () ->
            Json.object()
                .put("appId", task.app().id())
                .put("instanceId", task.id())
                .put("version", task.app().version())
                .put("alive", task.ready()));
  }
}
