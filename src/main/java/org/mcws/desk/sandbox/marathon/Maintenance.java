package org.mcws.desk.sandbox.marathon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * When machines are taken down: the schedule, and which of them are down now. A machine need not
 * have an agent to be in the schedule.
 */
final class Maintenance {

  private final Cluster cluster;
  private final Store store;
  private final Set<MachineId> down = new LinkedHashSet<>();
  private JsonNode windows;

  Maintenance(Cluster cluster, Store store) {
    this.cluster = cluster;
    this.store = store;
    JsonNode saved = store.maintenance();
    this.windows = windowsOf(saved.path("schedule"));
    saved.path("down").forEach(machine -> down.add(MachineId.of(machine)));
    down.forEach(machine -> agentOf(machine).ifPresent(agent -> agent.setDown(true)));
  }

  ObjectNode schedule() {
    ObjectNode body = Json.object();
    body.putObject("schedule").set("windows", windows);
    return body;
  }

  ObjectNode status() {
    ObjectNode body = Json.object();
    ObjectNode status = body.putObject("status");
    ArrayNode draining = status.putArray("draining_machines");
    for (MachineId machine : scheduled(windows)) {
      if (!down.contains(machine)) {
        draining.addObject().set("id", machine.json());
      }
    }
    status.set("down_machines", Json.array(down.stream().map(MachineId::json).toList()));
    return body;
  }

  /** Replaces the whole schedule. */
  void update(JsonNode wanted) {
    Set<MachineId> seen = new HashSet<>();
    for (JsonNode window : wanted.path("windows")) {
      if (window.path("machine_ids").isEmpty()) {
        throw new Refused("List of machines in the maintenance window is empty");
      }
      if (window.path("unavailability").path("duration").path("nanoseconds").asLong() < 0) {
        throw new Refused("Unavailability 'duration' is negative");
      }
      for (JsonNode id : window.path("machine_ids")) {
        MachineId machine = named(id);
        if (!seen.add(machine)) {
          throw new Refused("Machine '" + machine + "' appears more than once in the schedule");
        }
      }
    }
    for (MachineId machine : down) {
      if (!seen.contains(machine)) {
        throw new Refused(
            "Machine '" + machine + "' is deactivated and cannot be removed from the schedule");
      }
    }
    windows = windowsOf(wanted);
    save();
  }

  void start(JsonNode machines) {
    for (MachineId machine : inMode(machines, false)) {
      down.add(machine);
      agentOf(machine).ifPresent(cluster::shutDown);
    }
    save();
  }

  void stop(JsonNode machines) {
    List<MachineId> ended = inMode(machines, true);
    for (MachineId machine : ended) {
      down.remove(machine);
      agentOf(machine).ifPresent(cluster::register);
    }
    ArrayNode left = Json.MAPPER.createArrayNode();
    for (JsonNode window : windows) {
      ArrayNode others = Json.MAPPER.createArrayNode();
      for (JsonNode id : window.path("machine_ids")) {
        if (!ended.contains(MachineId.of(id))) {
          others.add(id);
        }
      }
      if (!others.isEmpty()) {
        left.add(window.<ObjectNode>deepCopy().set("machine_ids", others));
      }
    }
    windows = left;
    save();
  }

  private List<MachineId> inMode(JsonNode machines, boolean isDown) {
    if (machines.isEmpty()) {
      throw new Refused("List of machines is empty");
    }
    Set<MachineId> wanted = new LinkedHashSet<>();
    for (JsonNode id : machines) {
      MachineId machine = named(id);
      if (!wanted.add(machine)) {
        throw new Refused("Machine '" + machine + "' appears more than once in the schedule");
      }
      if (!scheduled(windows).contains(machine)) {
        throw new Refused("Machine '" + machine + "' is not part of a maintenance schedule");
      }
      if (down.contains(machine) != isDown) {
        throw new Refused(
            "Machine '"
                + machine
                + "' is not in "
                + (isDown
                    ? "DOWN mode and cannot be brought up"
                    : "DRAINING mode and cannot be brought down"));
      }
    }
    return List.copyOf(wanted);
  }

  private static Set<MachineId> scheduled(JsonNode windows) {
    Set<MachineId> machines = new LinkedHashSet<>();
    for (JsonNode window : windows) {
      window.path("machine_ids").forEach(id -> machines.add(MachineId.of(id)));
    }
    return machines;
  }

  private static MachineId named(JsonNode id) {
    MachineId machine = MachineId.of(id);
    if (machine.isEmpty()) {
      throw new Refused("Both 'hostname' and 'ip' for a machine are empty");
    }
    return machine;
  }

  /** The agent on this machine: what it announces must be the same in both parts. */
  private Optional<Agent> agentOf(MachineId machine) {
    return cluster.agents().stream()
        .filter(agent -> MachineId.of(agent).equals(machine))
        .findFirst();
  }

  private static JsonNode windowsOf(JsonNode schedule) {
    JsonNode known = schedule.path("windows");
    return known.isArray() ? known.deepCopy() : Json.MAPPER.createArrayNode();
  }

  private void save() {
    ObjectNode state = schedule();
    state.set("down", Json.array(down.stream().map(MachineId::json).toList()));
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
