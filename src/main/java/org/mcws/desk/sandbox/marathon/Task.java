package org.mcws.desk.sandbox.marathon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.mcws.desk.sandbox.Faults;
import org.mcws.desk.sandbox.HttpEndpoint;

/** One instance of an app: a web server for each of its ports. */
final class Task {

  private final String id;
  private final AppDefinition app;
  private final Agent agent;
  private final Instant staged = Instant.now();
  private final Instant due;
  private final AtomicBoolean markedUnhealthy;
  private final List<HttpEndpoint> servers = new ArrayList<>();
  private final List<Integer> ports = new ArrayList<>();
  private String state = "TASK_STAGING";
  private Instant started;
  private Instant killDue;
  private Instant expungeAt;
  private Health health;

  /**
   * @param due when it will run
   * @param markedUnhealthy whether its app was told to be unhealthy
   */
  Task(AppDefinition app, Agent agent, Instant due, AtomicBoolean markedUnhealthy) {
    this.id =
        app.id().substring(1).replace('/', '_') + ".instance-" + UUID.randomUUID() + "._app.1";
    this.app = app;
    this.agent = agent;
    this.due = due;
    this.markedUnhealthy = markedUnhealthy;
    open();
  }

  private void open() {
    for (int i = 0; i < app.ports(); i++) {
      HttpEndpoint server = new HttpEndpoint(id, 0, new Faults());
      servers.add(server.otherwise(request -> TaskPage.show(this, request)));
      ports.add(server.port());
    }
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

  List<Integer> ports() {
    return ports;
  }

  /** Whether its web server gives good answers. */
  boolean good() {
    return ImageBehaviour.of(app.image()) != ImageBehaviour.BROKEN && !markedUnhealthy.get();
  }

  boolean isDue(Instant now) {
    return state.equals("TASK_STAGING") && !now.isBefore(due);
  }

  void run(Instant now, Instant firstCheck, MarathonSandboxSettings settings) {
    state = "TASK_RUNNING";
    started = now;
    health = app.hasHealthCheck() ? new Health(now, firstCheck, app.healthCheck(), settings) : null;
    servers.forEach(HttpEndpoint::start);
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
    }
  }

  boolean killing() {
    return killDue != null;
  }

  boolean killed(Instant now) {
    return killDue != null && !now.isBefore(killDue);
  }

  /** Its agent is gone: it may still run, but nobody knows. */
  void loseTouch(Instant givenUpAt) {
    state = "TASK_UNREACHABLE";
    expungeAt = givenUpAt;
    stop();
  }

  boolean unreachable() {
    return state.equals("TASK_UNREACHABLE");
  }

  Instant expungeAt() {
    return expungeAt;
  }

  /** Its agent is back, and it still runs. */
  void comeBack() {
    servers.clear();
    ports.clear();
    open();
    servers.forEach(HttpEndpoint::start);
    state = "TASK_RUNNING";
  }

  void stop() {
    servers.forEach(HttpEndpoint::close);
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
    ports.forEach(numbers::add);
    var services = json.putArray("servicePorts");
    for (JsonNode mapping : app.portMappings()) {
      services.add(mapping.path("servicePort").asInt());
    }
    json.putArray("localVolumes");
    json.putArray("ipAddresses").addObject().put("ipAddress", "127.0.0.1").put("protocol", "IPv4");
    if (health != null && health.known()) {
      json.putArray("healthCheckResults").add(health.json(id));
    }
    return json;
  }
}
