package org.mcws.desk.sandbox.marathon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** When machines are taken down: the schedule, and which of them are down now. */
final class Maintenance {

  private final Cluster cluster;
  private final Store store;
  private ObjectNode schedule;

  Maintenance(Cluster cluster, Store store) {
    this.cluster = cluster;
    this.store = store;
    JsonNode saved = store.maintenance();
    this.schedule =
        saved.path("schedule") instanceof ObjectNode known ? known.deepCopy() : Json.object();
    for (JsonNode down : saved.path("down")) {
      cluster.agents().stream()
          .filter(agent -> agent.hostname().equals(down.asText()))
          .forEach(agent -> agent.setDown(true));
    }
  }

  ObjectNode schedule() {
    ObjectNode body = Json.object();
    body.set("schedule", schedule);
    return body;
  }

  ObjectNode status() {
    ObjectNode body = Json.object();
    ObjectNode status = body.putObject("status");
    var draining = status.putArray("draining_machines");
    var down = status.putArray("down_machines");
    for (JsonNode machine : scheduled()) {
      if (agentOf(machine).isDown()) {
        down.add(machine);
      } else {
        draining.addObject().set("id", machine);
      }
    }
    return body;
  }

  /** Replaces the whole schedule. */
  void update(JsonNode wanted) {
    Set<JsonNode> seen = new HashSet<>();
    for (JsonNode window : wanted.path("windows")) {
      if (window.path("machine_ids").isEmpty()) {
        throw new Refused("List of machines in the maintenance window is empty");
      }
      if (window.path("unavailability").path("duration").path("nanoseconds").asLong() < 0) {
        throw new Refused("Unavailability 'duration' is negative");
      }
      for (JsonNode machine : window.path("machine_ids")) {
        checkName(machine);
        agentOf(machine);
        if (!seen.add(machine)) {
          throw new Refused("Machine '" + machine + "' appears more than once in the schedule");
        }
      }
    }
    for (Agent agent : cluster.agents()) {
      if (agent.isDown() && seen.stream().noneMatch(machine -> agentOf(machine) == agent)) {
        throw new Refused(
            "Machine '" + agent.hostname() + "' is deactivated and cannot be removed");
      }
    }
    schedule = Json.object();
    schedule.set("windows", wanted.path("windows").deepCopy());
    save();
  }

  void start(JsonNode machines) {
    for (Agent agent : inMode(machines, false)) {
      cluster.shutDown(agent);
    }
    save();
  }

  void stop(JsonNode machines) {
    List<Agent> agents = inMode(machines, true);
    for (Agent agent : agents) {
      agent.setDown(false);
      cluster.comeBack(agent);
    }
    for (JsonNode window : schedule.path("windows")) {
      var ids = window.path("machine_ids").elements();
      while (ids.hasNext()) {
        if (agents.contains(agentOf(ids.next()))) {
          ids.remove();
        }
      }
    }
    var windows = schedule.path("windows").elements();
    while (windows.hasNext()) {
      if (windows.next().path("machine_ids").isEmpty()) {
        windows.remove();
      }
    }
    save();
  }

  private List<Agent> inMode(JsonNode machines, boolean down) {
    List<Agent> agents = new ArrayList<>();
    for (JsonNode machine : machines) {
      checkName(machine);
      Agent agent = agentOf(machine);
      if (scheduled().stream().noneMatch(known -> agentOf(known) == agent)) {
        throw new Refused("Machine '" + machine + "' is not part of a maintenance schedule");
      }
      if (agent.isDown() != down) {
        throw new Refused(
            "Machine '"
                + machine
                + "' is not in "
                + (down ? "DOWN mode and cannot be brought up" : "DRAINING mode and cannot be")
                + (down ? "" : " brought down"));
      }
      agents.add(agent);
    }
    return agents;
  }

  private List<JsonNode> scheduled() {
    List<JsonNode> machines = new ArrayList<>();
    schedule.path("windows").forEach(w -> w.path("machine_ids").forEach(machines::add));
    return machines;
  }

  private static void checkName(JsonNode machine) {
    if (machine.path("hostname").asText().isEmpty() && machine.path("ip").asText().isEmpty()) {
      throw new Refused("Both 'hostname' and 'ip' for a machine are empty");
    }
  }

  /** All sandbox agents share one address, so the host name is what tells them apart. */
  private Agent agentOf(JsonNode machine) {
    return cluster.agents().stream()
        .filter(agent -> agent.hostname().equals(machine.path("hostname").asText()))
        .findFirst()
        .orElseThrow(() -> new Refused("Machine '" + machine + "' is not known to the sandbox"));
  }

  private void save() {
    ObjectNode state = Json.object();
    state.set("schedule", schedule);
    state.set(
        "down",
        Json.strings(
            cluster.agents().stream().filter(Agent::isDown).map(Agent::hostname).toList()));
    store.saveMaintenance(state);
  }

  /** Mesos says no: status 400 in plain text. */
  static final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }
}
