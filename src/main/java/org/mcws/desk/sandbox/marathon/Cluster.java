package org.mcws.desk.sandbox.marathon;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mcws.desk.sandbox.marathon.Deployment.Action;

/** What Marathon and Mesos know. All who read or change it hold its monitor. */
final class Cluster {

  private static final String MASTER = "4d435753-6465-736b-7361-6e64626f7800";

  private final MarathonSandboxSettings settings;
  private final Store store;
  private final EventStream events;
  private final TaskRunner runner;
  private final List<Agent> agents;
  private final VirtualHosts hosts = new VirtualHosts();
  private final Timestamps versions = new Timestamps();
  private final Map<String, RunningApp> apps = new TreeMap<>();
  private int agentsSoFar;

  /** Those of the apps that a tick must look at: the others are as they should be. */
  private final Map<String, RunningApp> restless = new TreeMap<>();

  private final List<RunningApp> stopping = new ArrayList<>();
  private final Map<String, Deployment> deployments = new LinkedHashMap<>();

  /** By app: one deployment at a time touches it. */
  private final Map<String, Deployment> deploymentOf = new HashMap<>();

  Cluster(
      MarathonSandboxSettings settings, Store store, EventStream events, Program.Maker programs) {
    this.settings = settings;
    this.store = store;
    this.events = events;
    this.agents =
        IntStream.rangeClosed(1, settings.agents())
            .mapToObj(n -> new Agent(nextAgentId(), "agent-" + n))
            .toList();
    this.runner = new TaskRunner(settings, agents, events, programs);
    store.apps().forEach(this::restore);
    store.deployments().forEach(this::begin);
  }

  void onPull(Consumer<String> listener) {
    runner.onPull(listener);
  }

  private void restore(List<AppDefinition> versions) {
    RunningApp app = new RunningApp(versions, settings);
    apps.put(app.id(), app);
    hosts.change(null, app.current());
    disturb(app);
  }

  VirtualHosts hosts() {
    return hosts;
  }

  Collection<RunningApp> apps() {
    return apps.values();
  }

  /** The apps and those that are just being removed. */
  List<RunningApp> everything() {
    return Stream.concat(apps.values().stream(), stopping.stream()).toList();
  }

  /** The apps whose tasks wait to be launched. */
  List<RunningApp> waiting() {
    return restless.values().stream().filter(app -> app.missing() > 0).toList();
  }

  /** The tasks that have ended, as far as they are remembered. */
  Collection<Task> ended() {
    return runner.ended();
  }

  RunningApp app(String id) {
    return find(id).orElseThrow(() -> MarathonError.unknownApp(id));
  }

  Optional<RunningApp> find(String id) {
    return Optional.ofNullable(apps.get(id));
  }

  Optional<Task> task(String taskId) {
    return find(Task.appOf(taskId)).stream()
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

  /** The deployment that an app is part of. */
  Optional<Deployment> deploymentOf(String app) {
    return Optional.ofNullable(deploymentOf.get(app));
  }

  private void begin(Deployment deployment) {
    deployments.put(deployment.id(), deployment);
    deployment.apps().forEach(app -> deploymentOf.put(app, deployment));
  }

  private void end(Deployment deployment) {
    deployments.remove(deployment.id());
    deployment.apps().forEach(app -> deploymentOf.remove(app, deployment));
    store.delete(deployment);
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
        wanted.keySet().stream().flatMap(id -> deploymentOf(id).stream()).distinct().toList();
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
      begin(deployment);
      store.save(deployment);
      events.publish("deployment_info", () -> progress(deployment));
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
      restless.remove(id);
      stopping.add(running);
      hosts.change(was, null);
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
    hosts.change(was, next);
    disturb(apps.get(id));
    store.save(apps.get(id).versions());
    return Deployment.steps(was, next);
  }

  /** Stops a deployment and leaves its apps as they happen to be. */
  void cancel(Deployment deployment) {
    end(deployment);
    events.publish("deployment_failed", () -> plan(deployment));
  }

  /** Kills tasks; Marathon then starts others in their place. */
  void kill(Collection<Task> tasks) {
    for (Task task : tasks) {
      runner.kill(task, Instant.now());
      disturbAppOf(task);
    }
  }

  /** A task dies by itself. */
  void fail(Task task, String message) {
    runner.fail(app(task.app().id()), task, "TASK_FAILED", message, Instant.now());
    disturbAppOf(task);
  }

  /** All tasks of an app begin or cease to answer badly. */
  void markUnhealthy(RunningApp app, boolean unhealthy) {
    app.markedUnhealthy().set(unhealthy);
    disturb(app);
  }

  void lose(Agent agent) {
    agent.lose();
    for (Task task : agent.tasks()) {
      runner.lose(task, Instant.now());
      disturbAppOf(task);
    }
  }

  /** An agent is heard of again. */
  void comeBack(Agent agent) {
    agent.comeBack();
    agent.tasks().stream().filter(Task::unreachable).forEach(Task::comeBack);
  }

  /** Maintenance begins: Mesos shuts the agent down, and its tasks are lost for good. */
  void shutDown(Agent agent) {
    agent.setDown(true);
    Instant now = Instant.now();
    for (Task task : List.copyOf(agent.tasks())) {
      find(task.app().id())
          .ifPresent(app -> runner.fail(app, task, "TASK_LOST", "Agent went down", now));
      disturbAppOf(task);
    }
  }

  /** Maintenance is over: an agent that was shut down comes back as another one. */
  void register(Agent agent) {
    agent.setDown(false);
    agent.register(nextAgentId());
  }

  private String nextAgentId() {
    return MASTER + "-S" + agentsSoFar++;
  }

  /** Something about the app has changed, so the next ticks look at it. */
  private void disturb(RunningApp app) {
    restless.put(app.id(), app);
  }

  private void disturbAppOf(Task task) {
    find(task.app().id()).ifPresent(this::disturb);
  }

  /** Lets a moment pass. */
  synchronized void tick() {
    Instant now = Instant.now();
    restless.values().forEach(app -> runner.advance(app, now));
    stopping.forEach(app -> runner.advance(app, now));
    for (RunningApp app : restless.values()) {
      boolean replacing = deploymentOf(app.id()).filter(d -> d.restarts(app.id())).isPresent();
      runner.reconcile(app, replacing, now);
    }
    restless.values().removeIf(RunningApp::atRest);
    for (RunningApp app : List.copyOf(stopping)) {
      app.live().forEach(task -> runner.kill(task, now));
      for (Task lost : app.tasks().stream().filter(Task::unreachable).toList()) {
        lost.stop();
        app.remove(lost);
      }
      if (app.tasks().isEmpty()) {
        stopping.remove(app);
        events.publish("app_terminated_event", () -> Json.object().put("appId", app.id()));
      }
    }
    List.copyOf(deployments.values()).forEach(this::advance);
  }

  private void advance(Deployment deployment) {
    while (!deployment.finished() && isDone(deployment.current())) {
      events.publish("deployment_step_success", () -> progress(deployment));
      deployment.stepDone();
      if (!deployment.finished()) {
        events.publish("deployment_info", () -> progress(deployment));
      }
    }
    if (deployment.finished()) {
      end(deployment);
      events.publish("deployment_success", () -> plan(deployment));
    }
  }

  private boolean isDone(Action action) {
    return switch (action.action()) {
      case "StartApplication" -> true;
      case "StopApplication" -> stopping.stream().noneMatch(app -> app.id().equals(action.app()));
      default -> find(action.app()).map(RunningApp::settled).orElse(true);
    };
  }

  private static ObjectNode plan(Deployment deployment) {
    ObjectNode event = Json.object().put("id", deployment.id());
    event.set("plan", deployment.plan());
    return event;
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
