package org.mcws.desk.platform.mesos.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.mcws.desk.platform.PlatformRefusal;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.mesos.Machine;
import org.mcws.desk.platform.mesos.MachineName;
import org.mcws.desk.platform.mesos.MachineTask;
import org.mcws.desk.platform.mesos.Machines;
import org.mcws.desk.platform.mesos.MaintenancePlan;
import org.mcws.desk.platform.mesos.MaintenancePlan.Window;

/**
 * The machines by the operator API v1.
 *
 * <p>Mesos has no way to change the schedule only if nobody else has changed it meanwhile. So it is
 * read immediately before it is written, and again after that.
 */
final class OperatorMachines implements Machines {

  private final OperatorApi api;

  OperatorMachines(OperatorApi api) {
    this.api = api;
  }

  @Override
  public Optional<List<Machine>> all() {
    return Optional.of(MachineReader.machines(api.read("GET_AGENTS")));
  }

  @Override
  public Optional<List<MachineTask>> tasks(String agent) {
    return Optional.of(MachineReader.tasks(api.read("GET_TASKS"), agent));
  }

  @Override
  public Optional<MaintenancePlan> plan() {
    return Optional.of(read());
  }

  private MaintenancePlan read() {
    JsonNode status = api.read("GET_MAINTENANCE_STATUS").path("status");
    List<MachineName> draining = new ArrayList<>();
    status.path("draining_machines").forEach(m -> draining.add(Schedule.name(m.path("id"))));
    List<MachineName> down = new ArrayList<>();
    status.path("down_machines").forEach(machine -> down.add(Schedule.name(machine)));
    return new MaintenancePlan(schedule().windows(), draining, down);
  }

  @Override
  public void planWindow(MachineName machine, Instant begin, Duration duration) {
    Schedule schedule = schedule();
    Optional<Window> known = schedule.windowOf(machine);
    if (known.isPresent()) {
      if (!isOf(known.get(), begin, duration)) {
        throw new PlatformRefusal(
            "machinePlanned",
            "Mesos has another maintenance window for "
                + machine.host()
                + " already, from "
                + known.get().begin()
                + ": agree with whoever has entered it, or take it out of the schedule.");
      }
      return;
    }
    replace(
        schedule.with(machine, begin, duration),
        now -> now.windowOf(machine).filter(w -> isOf(w, begin, duration)).isPresent());
  }

  @Override
  public void dropWindow(MachineName machine, Instant begin, Duration duration) {
    Schedule schedule = schedule();
    if (schedule.windowOf(machine).filter(w -> isOf(w, begin, duration)).isPresent()) {
      replace(schedule.without(machine), now -> now.windowOf(machine).isEmpty());
    }
  }

  @Override
  public void takeDown(MachineName machine) {
    MaintenancePlan plan = read();
    if (plan.isDown(machine)) {
      return;
    }
    if (!plan.isDraining(machine)) {
      throw new PlatformRefusal(
          "machineUnplanned",
          machine.host() + " has no maintenance window in Mesos, so it cannot be taken down.");
    }
    api.change("START_MAINTENANCE", machines(machine));
  }

  @Override
  public void bringUp(MachineName machine) {
    if (read().isDown(machine)) {
      api.change("STOP_MAINTENANCE", machines(machine));
    }
  }

  private Schedule schedule() {
    return new Schedule(api.read("GET_MAINTENANCE_SCHEDULE").path("schedule"));
  }

  private void replace(Schedule wanted, Predicate<Schedule> holds) {
    ObjectNode content = Answer.JSON.createObjectNode();
    content.set("schedule", wanted.json());
    api.change("UPDATE_MAINTENANCE_SCHEDULE", content);
    if (!holds.test(schedule())) {
      throw new PlatformUnavailable(
          "Somebody else has replaced Mesos' maintenance schedule at the same moment; the desk"
              + " tries again.");
    }
  }

  private static boolean isOf(Window window, Instant begin, Duration duration) {
    return window.begin().equals(begin) && window.duration().equals(Optional.of(duration));
  }

  private static ObjectNode machines(MachineName machine) {
    ObjectNode content = Answer.JSON.createObjectNode();
    content.putArray("machines").add(Schedule.name(machine));
    return content;
  }
}
