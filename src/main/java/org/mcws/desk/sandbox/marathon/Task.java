package org.mcws.desk.sandbox.marathon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/** One instance of an app, which answers on each of its ports. */
final class Task {

  private static final String INSTANCE = ".instance-";

  private final String id;
  private final AppDefinition app;
  private final Agent agent;
  private final Instant staged = Instant.now();
  private final Instant due;
  private final AtomicBoolean markedUnhealthy;
  private final Program program;
  private String state = "TASK_STAGING";
  private volatile String output;
  private Instant started;
  private Instant killDue;
  private Instant expungeAt;
  private Health health;

  /**
   * @param due when it will run
   * @param markedUnhealthy whether its app was told to be unhealthy
   * @param programs makes what it runs
   */
  Task(
      AppDefinition app,
      Agent agent,
      Instant due,
      AtomicBoolean markedUnhealthy,
      Program.Maker programs) {
    this.id = app.id().substring(1).replace('/', '_') + INSTANCE + UUID.randomUUID() + "._app.1";
    this.app = app;
    this.agent = agent;
    this.due = due;
    this.markedUnhealthy = markedUnhealthy;
    this.program = programs.of(this);
  }

  /** The app whose task has this id: no app's own id has an underscore. */
  static String appOf(String taskId) {
    int end = taskId.lastIndexOf(INSTANCE);
    return "/" + taskId.substring(0, Math.max(0, end)).replace('_', '/');
  }

  String id() {
    return id;
  }

  AppDefinition app() {
    return app;
  }

  Agent agent() {
    return agent;
  }

  String state() {
    return state;
  }

  Instant started() {
    return started;
  }

  Instant staged() {
    return staged;
  }

  /** Where it answers, one address for each of its ports. */
  List<InetSocketAddress> addresses() {
    return program.addresses();
  }

  List<Integer> ports() {
    return addresses().stream().map(InetSocketAddress::getPort).toList();
  }

  /** How far its program has come, which begins to start when this is asked first. */
  Program.Progress progress() {
    return program.progress();
  }

  /** Whether its web server gives good answers. */
  boolean good() {
    return program.answersWell() && !markedUnhealthy.get();
  }

  boolean isDue(Instant now) {
    return state.equals("TASK_STAGING") && !now.isBefore(due);
  }

  void run(Instant now, Instant firstCheck, MarathonSandboxSettings settings) {
    state = "TASK_RUNNING";
    started = now;
    health = app.hasHealthCheck() ? new Health(now, firstCheck, app.healthCheck(), settings) : null;
  }

  /**
   * @return whether its health changed
   */
  boolean checkHealth(Instant now) {
    return running() && health != null && health.check(good(), now);
  }

  boolean running() {
    return state.equals("TASK_RUNNING");
  }

  /** Whether it counts as able to serve: it runs, and its health check, if any, is good. */
  boolean ready() {
    return running() && (health == null || health.alive());
  }

  /** Whether it serves and goes on to do so unless somebody interferes. */
  boolean steady() {
    return ready() && !killing() && (health == null || good()) && program.isSteady();
  }

  boolean knownUnhealthy() {
    return running() && health != null && health.known() && !health.alive();
  }

  boolean knownHealthy() {
    return running() && health != null && health.alive();
  }

  boolean failsItsHealthChecks() {
    return running() && health != null && health.mustBeKilled();
  }

  void kill(Instant doneAt) {
    if (killDue == null) {
      state = "TASK_KILLING";
      killDue = doneAt;
      program.terminate();
    }
  }

  boolean killing() {
    return killDue != null;
  }

  boolean killed(Instant now) {
    return killDue != null && !now.isBefore(killDue) && program.isGone();
  }

  /** Its agent is gone: it may still run, but nobody knows. */
  void loseTouch(Instant givenUpAt) {
    state = "TASK_UNREACHABLE";
    expungeAt = givenUpAt;
    program.loseTouch();
  }

  boolean unreachable() {
    return state.equals("TASK_UNREACHABLE");
  }

  Instant expungeAt() {
    return expungeAt;
  }

  /** Its agent is back, and it still runs, or is still to. */
  void comeBack() {
    program.comeBack();
    state = started == null ? "TASK_STAGING" : "TASK_RUNNING";
  }

  void stop() {
    program.stop();
  }

  /** It has ended, and only what it has printed is left of it. */
  void end(String how) {
    output = program.output();
    stop();
    state = how;
  }

  /** What it has printed until now, or had when it ended. */
  String output() {
    String last = output;
    return last == null ? program.output() : last;
  }

  /** As Marathon shows it. */
  ObjectNode json() {
    ObjectNode json =
        Json.object()
            .put("id", id)
            .put("appId", app.id())
            .put("host", agent.hostname())
            .put("slaveId", agent.id())
            .put("state", state)
            .put("stagedAt", Timestamps.text(staged))
            .put("startedAt", started == null ? null : Timestamps.text(started))
            .put("version", app.version());
    var numbers = json.putArray("ports");
    ports().forEach(numbers::add);
    var services = json.putArray("servicePorts");
    for (JsonNode mapping : app.portMappings()) {
      services.add(mapping.path("servicePort").asInt());
    }
    json.putArray("localVolumes");
    json.putArray("ipAddresses").addObject().put("ipAddress", "127.0.0.1").put("protocol", "IPv4");
    if (health != null && health.known()) {
      json.putArray("healthCheckResults").add(health.json(id, Instant.now()));
    }
    return json;
  }
}
