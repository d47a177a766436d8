package org.mcws.desk.platform.hosting.swarm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.mcws.desk.platform.hosting.App;

/** Writes an app as a service of a swarm, but for what it is told when it starts. */
final class ServiceWriter {

  static final double NANO = 1e9;
  static final long MIB = 1024L * 1024;

  private final SwarmSettings settings;

  ServiceWriter(SwarmSettings settings) {
    this.settings = settings;
  }

  /**
   * @param network the id of the edge's network; empty for a worker
   */
  ObjectNode write(App app, Optional<String> network) {
    String name = ServiceName.of(app.id());
    ObjectNode service = SwarmApi.JSON.createObjectNode().put("Name", name);
    ObjectNode labels = service.putObject("Labels");
    labels(app, name).forEach(labels::put);
    ObjectNode task = service.putObject("TaskTemplate");
    container(app, task.putObject("ContainerSpec"));
    resources(app.resources(), task.putObject("Resources"));
    var networks = task.putArray("Networks");
    network.ifPresent(id -> networks.addObject().put("Target", id));
    service.putObject("Mode").putObject("Replicated").put("Replicas", app.instances());
    // The new one answers before the old one goes; what fails is for the desk to decide about.
    service
        .putObject("UpdateConfig")
        .put("Parallelism", 1)
        .put("Delay", settings.monitor().toNanos())
        .put("Order", "start-first")
        .put("FailureAction", "pause")
        .put("Monitor", settings.monitor().toNanos());
    return service;
  }

  /** The edge speaks to the instances themselves, so nothing needs to be balanced by Swarm. */
  static void addEndpoint(ObjectNode service) {
    service.putObject("EndpointSpec").put("Mode", "dnsrr");
  }

  private void container(App app, ObjectNode container) {
    container.put("Image", app.image());
    var args = container.putArray("Args");
    app.command().forEach(args::add);
    var mounts = container.putArray("Mounts");
    if (app.port().isPresent() && !settings.checker().isEmpty()) {
      mounts
          .addObject()
          .put("Type", "bind")
          .put("Source", settings.checker())
          .put("Target", HealthCheck.PROGRAM)
          .put("ReadOnly", true);
      container.set("Healthcheck", HealthCheck.of(app, settings.health()));
    }
  }

  /**
   * What it asks for is kept for it. It may use a whole processor while nobody else wants it, but
   * never more memory: a small site starts fast, and a wild one leaves the machine to the others.
   */
  private void resources(App.Resources wanted, ObjectNode resources) {
    long memory = wanted.memoryMiB() * MIB;
    resources
        .putObject("Reservations")
        .put("NanoCPUs", Math.round(wanted.cpus() * NANO))
        .put("MemoryBytes", memory);
    resources
        .putObject("Limits")
        .put("NanoCPUs", Math.round(Math.max(1, wanted.cpus()) * NANO))
        .put("MemoryBytes", memory)
        .put("Pids", settings.processes());
  }

  private Map<String, String> labels(App app, String name) {
    Map<String, String> labels = new TreeMap<>(app.labels());
    if (app.port().isPresent() && !app.hostNames().isEmpty()) {
      labels.putAll(EdgeLabels.of(name, app.port().get(), app.hostNames(), settings.network()));
    }
    labels.put(Labels.APP, app.id());
    labels.put(Labels.IMAGE, app.image());
    return labels;
  }
}
