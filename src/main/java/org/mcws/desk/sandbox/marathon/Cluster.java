package org.mcws.desk.sandbox.marathon;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.mcws.desk.sandbox.marathon.Deployment.Action;

/** What Marathon and Mesos know. All who read or change it hold its monitor. */
final class Cluster {

  private final MarathonSandboxSettings settings;
  private final Store store;
  private final EventStream events;
  private final TaskRunner runner;
  private final List<Agent> agents;
  private final Timestamps versions = new Timestamps();
  private final Map<String, RunningApp> apps = new TreeMap<>();
  private final List<RunningApp> stopping = new ArrayList<>();
  private final Map<String, Deployment> deployments = new LinkedHashMap<>();

  Cluster(MarathonSandboxSettings settings, Store store, EventStream events) {
    this.settings = settings;
    this.store = store;
    this.events = events;
    String master = "4d435753-6465-736b-7361-6e64626f7800";
    this.agents =
        Stream.of(1, 2, 3).map(n -> new Agent(master + "-S" + (n - 1), "agent-" + n)).toList();
    this.runner = new TaskRunner(settings, agents, events);
    store.apps().forEach(v -> apps.put(v.get(0).id(), new RunningApp(v, settings)));
    store.deployments().forEach(deployment -> deployments.put(deployment.id(), deployment));
  }

  Collection<RunningApp> apps() {
    return apps.values();
  }

  /** The apps and those that are just being removed. */
  List<RunningApp> everything() {
    return Stream.concat(apps.values().stream(), stopping.stream()).toList();
  }

  RunningApp app(String id) {
    return find(id).orElseThrow(() -> MarathonError.unknownApp(id));
  }

  Optional<RunningApp> find(String id) {
    return Optional.ofNullable(apps.get(id));
  }

  Optional<Task> task(String taskId) {
    return apps.values().stream()
        .flatMap(app -> app.tasks().stream())
        .filter(task -> task.id().equals(taskId))
        .findFirst();
  }

  List<Agent> agents() {
    return agents;
  }

  Collection<Deployment> deployments() {
    return deployments.values();
  }

  Optional<Deployment> deployment(String id) {
    return Optional.ofNullable(deployments.get(id));
  }

  List<String> deploymentsOf(String app) {
    return deployments.values().stream()
        .filter(deployment -> deployment.apps().contains(app))
        .map(Deployment::id)
        .toList();
  }

  /**
   * Changes apps in one deployment.
   *
   * @param wanted the apps as they should be, null for those to remove
   * @param restart whether tasks are started anew even if nothing changes
   * @param force whether deployments that are in the way are cancelled
   */
  Deployment deploy(Map<String, AppDefinition> wanted, boolean restart, boolean force) {
    List<Deployment> conflicting =
        deployments.values().stream()
            .filter(running -> running.apps().stream().anyMatch(wanted::containsKey))
            .toList();
    if (!conflicting.isEmpty() && !force) {
      throw MarathonError.locked(conflicting.stream().map(Deployment::id).toList());
    }
    if (deployments.size() - conflicting.size() >= settings.maxRunningDeployments()) {
      throw MarathonError.of(
          403,
          "Max number (%d) of running deployments is achieved. Wait for existing deployments to"
                  .formatted(settings.maxRunningDeployments())
              + " complete or cancel one using force=true parameter.");
    }
    conflicting.forEach(this::cancel);
    String now = versions.next();
    Map<String, AppDefinition> before = new LinkedHashMap<>();
    List<Action> steps = new ArrayList<>();
    wanted.forEach((id, app) -> steps.addAll(change(id, app, now, restart, before)));
    Deployment deployment = Deployment.of(now, before, steps);
    if (!deployment.finished()) {
      deployments.put(deployment.id(), deployment);
      store.saveDeployments(deployments.values());
      events.publish("deployment_info", progress(deployment));
    }
    return deployment;
  }

  private List<Action> change(
      String id,
      AppDefinition wanted,
      String now,
      boolean restart,
      Map<String, AppDefinition> before) {
    RunningApp running = apps.get(id);
    AppDefinition was = running == null ? null : running.current();
    before.put(id, was);
    if (wanted == null) {
      apps.remove(id);
      stopping.add(running);
      store.delete(id);
      return Deployment.steps(was, null);
    }
    boolean mixed =
        running != null && running.live().stream().anyMatch(task -> !running.isCurrent(task));
    AppDefinition next = wanted.following(was, now, restart || mixed);
    if (running == null) {
      apps.put(id, new RunningApp(List.of(next), settings));
    } else if (next != was) {
      running.change(next);
    }
    store.save(apps.get(id).versions());
    return Deployment.steps(was, next);
  }

  /** Stops a deployment and leaves its apps as they happen to be. */
  void cancel(Deployment deployment) {
    deployments.remove(deployment.id());
    store.saveDeployments(deployments.values());
    ObjectNode event = Json.object().put("id", deployment.id());
    event.set("plan", deployment.plan());
    events.publish("deployment_failed", event);
  }

  /** Kills tasks; Marathon then starts others in their place. */
  void kill(Collection<Task> tasks) {
    tasks.forEach(task -> runner.kill(task, Instant.now()));
  }

  /** A task dies by itself. */
  void fail(Task task, String message) {
    runner.fail(app(task.app().id()), task, "TASK_FAILED", message, Instant.now());
  }

  void lose(Agent agent) {
    agent.lose();
    tasksOn(agent).forEach(task -> runner.lose(task, Instant.now()));
  }

  /** An agent is back, or its maintenance is over. */
  void comeBack(Agent agent) {
    agent.comeBack();
    tasksOn(agent).stream().filter(Task::unreachable).forEach(Task::comeBack);
  }

  /** Maintenance begins: Mesos shuts the agent down, and its tasks are lost for good. */
  void shutDown(Agent agent) {
    agent.setDown(true);
    Instant now = Instant.now();
    for (Task task : tasksOn(agent)) {
      find(task.app().id())
          .ifPresent(app -> runner.fail(app, task, "TASK_LOST", "Agent went down", now));
    }
  }

  private List<Task> tasksOn(Agent agent) {
    return everything().stream()
        .flatMap(app -> app.tasks().stream())
        .filter(task -> task.agent() == agent)
        .toList();
  }

  /** Lets a moment pass. */
  synchronized void tick() {
    Instant now = Instant.now();
    List<RunningApp> all = everything();
    for (RunningApp app : all) {
      runner.advance(app, now);
    }
    for (RunningApp app : apps.values()) {
      boolean replacing = deployments.values().stream().anyMatch(d -> d.restarts(app.id()));
      runner.reconcile(app, replacing, all, now);
    }
    for (RunningApp app : List.copyOf(stopping)) {
      app.live().forEach(task -> runner.kill(task, now));
      app.tasks().removeIf(Task::unreachable);
      if (app.tasks().isEmpty()) {
        stopping.remove(app);
        events.publish("app_terminated_event", Json.object().put("appId", app.id()));
      }
    }
    List.copyOf(deployments.values()).forEach(this::advance);
  }

  private void advance(Deployment deployment) {
    while (!deployment.finished() && isDone(deployment.current())) {
      events.publish("deployment_step_success", progress(deployment));
      deployment.stepDone();
      if (!deployment.finished()) {
        events.publish("deployment_info", progress(deployment));
      }
    }
    if (deployment.finished()) {
      deployments.remove(deployment.id());
      store.saveDeployments(deployments.values());
      ObjectNode event = Json.object().put("id", deployment.id());
      event.set("plan", deployment.plan());
      events.publish("deployment_success", event);
    }
  }

  private boolean isDone(Action action) {
    return switch (action.action()) {
      case "StartApplication" -> true;
      case "StopApplication" -> stopping.stream().noneMatch(app -> app.id().equals(action.app()));
      default -> find(action.app()).map(RunningApp::settled).orElse(true);
    };
  }

  private static ObjectNode progress(Deployment deployment) {
    ObjectNode event = Json.object();
    event.set("plan", deployment.plan());
    event.set("currentStep", deployment.currentStepJson());
    return event;
  }

  /** Stops all tasks; they are started again when the sandbox is. */
  synchronized void stop() {
    everything().forEach(app -> app.tasks().forEach(Task::stop));
  }
}
