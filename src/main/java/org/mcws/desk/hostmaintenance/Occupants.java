package org.mcws.desk.hostmaintenance;

import java.util.List;
import java.util.Optional;
import org.mcws.desk.platform.hosting.Run;
import org.mcws.desk.platform.mesos.Machine;
import org.mcws.desk.platform.mesos.MachineName;
import org.mcws.desk.platform.mesos.MachineTask;
import org.mcws.desk.platform.mesos.Machines;
import org.springframework.stereotype.Component;

/** What runs on a machine now. */
@Component
class Occupants {

  private final Machines machines;

  Occupants(Machines machines) {
    this.machines = machines;
  }

  /**
   * All tasks of the machine, none if Mesos has given it up; empty if Mesos just does not hear from
   * it, or not yet since another master leads: what runs there then is anybody's guess.
   */
  Optional<List<MachineTask>> on(MachineName machine) {
    List<Machine> agents = agents(machine);
    return agents.stream().allMatch(Machine::active)
        ? Optional.of(
            agents.stream()
                .flatMap(agent -> machines.tasks(agent.agent()).orElseThrow().stream())
                .toList())
        : Optional.empty();
  }

  /** Whether the machine's agent is there, and Mesos hears from it. */
  boolean isHeardOf(MachineName machine) {
    return agents(machine).stream().anyMatch(Machine::active);
  }

  /**
   * The apps of these tasks, by their ids. What runs whenever its time comes would begin anew if it
   * moved: its app is told to run elsewhere from the next time on, and this time is let end.
   */
  static List<String> apps(List<MachineTask> tasks) {
    return tasks.stream()
        .flatMap(task -> task.app().stream())
        .map(Run::appOf)
        .distinct()
        .sorted()
        .toList();
  }

  private List<Machine> agents(MachineName machine) {
    return machines.all().orElseThrow().stream()
        .filter(agent -> agent.name().mayBe(machine))
        .toList();
  }
}
