package org.mcws.desk.platform.mesos.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mcws.desk.platform.mesos.MachineName;
import org.mcws.desk.platform.mesos.MaintenancePlan.Window;

/**
 * Mesos' maintenance schedule. It can only be replaced as a whole, so what others have written into
 * it is kept as it came.
 *
 * @param json as Mesos tells and takes it
 */
record Schedule(JsonNode json) {

  List<Window> windows() {
    List<Window> windows = new ArrayList<>();
    json.path("windows").forEach(window -> windows.add(window(window)));
    return windows;
  }

  /** The machine's window: Mesos lets no machine have two. */
  Optional<Window> windowOf(MachineName machine) {
    return windows().stream().filter(window -> window.isOf(machine)).findFirst();
  }

  /** The same with one more window. */
  Schedule with(MachineName machine, Instant begin, Duration duration) {
    ObjectNode window = Answer.JSON.createObjectNode();
    window.putArray("machine_ids").add(name(machine));
    ObjectNode unavailability = window.putObject("unavailability");
    unavailability.set("start", Nanoseconds.of(begin));
    unavailability.set("duration", Nanoseconds.of(duration));
    ArrayNode windows = Answer.JSON.createArrayNode();
    json.path("windows").forEach(windows::add);
    return of(windows.add(window));
  }

  /** The same without this machine; a window that has no other machine goes, too. */
  Schedule without(MachineName machine) {
    ArrayNode windows = Answer.JSON.createArrayNode();
    for (JsonNode window : json.path("windows")) {
      ArrayNode others = Answer.JSON.createArrayNode();
      for (JsonNode id : window.path("machine_ids")) {
        if (!name(id).isSameAs(machine)) {
          others.add(id);
        }
      }
      if (!others.isEmpty()) {
        windows.add(window.<ObjectNode>deepCopy().set("machine_ids", others));
      }
    }
    return of(windows);
  }

  private static Schedule of(ArrayNode windows) {
    ObjectNode schedule = Answer.JSON.createObjectNode();
    schedule.set("windows", windows);
    return new Schedule(schedule);
  }

  private static Window window(JsonNode window) {
    List<MachineName> machines = new ArrayList<>();
    window.path("machine_ids").forEach(id -> machines.add(name(id)));
    JsonNode unavailability = window.path("unavailability");
    return new Window(
        machines,
        Nanoseconds.instant(unavailability.path("start")),
        unavailability.has("duration")
            ? Optional.of(Nanoseconds.duration(unavailability.path("duration")))
            : Optional.empty());
  }

  static MachineName name(JsonNode id) {
    return new MachineName(id.path("hostname").asText(), id.path("ip").asText());
  }

  static ObjectNode name(MachineName machine) {
    return Answer.JSON.createObjectNode().put("hostname", machine.host()).put("ip", machine.ip());
  }
}
