package org.mcws.desk.hostmaintenance;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.mesos.Machine;
import org.mcws.desk.platform.mesos.MachineTask;
import org.mcws.desk.platform.mesos.Machines;
import org.mcws.desk.platform.mesos.MaintenancePlan;
import org.mcws.desk.platform.mesos.Resources;
import org.springframework.stereotype.Component;

/** Whether the other machines can take over what runs on one. */
@Component
class Room {

  private static final int MOST_NAMES = 20;

  private final Machines machines;

  Room(Machines machines) {
    this.machines = machines;
  }

  /** The machine of this host name, if Mesos hears from its agent. */
  Optional<Machine> find(String host) {
    return machines.all().flatMap(all -> named(all, host)).filter(Machine::active);
  }

  /** What speaks against doing without this machine, in words; empty if nothing does. */
  Optional<String> lack(String host) {
    try {
      return machines
          .all()
          .map(all -> named(all, host).map(one -> lack(one, all)).orElse(unknown(host, all)))
          .orElse(
              Optional.of(
                  "This desk does not know where Mesos is: name its masters in desk.mesos.urls."));
    } catch (PlatformUnavailable silence) {
      return Optional.of("Try again later, nothing was started. " + silence.getMessage());
    }
  }

  private Optional<String> lack(Machine machine, List<Machine> all) {
    if (!machine.active()) {
      return Optional.of(
          "Mesos does not hear from "
              + machine.name().host()
              + " now, so nobody knows what runs there: try again when it does.");
    }
    MaintenancePlan plan = machines.plan().orElseThrow();
    List<MachineTask> tasks = machines.tasks(machine.agent()).orElseThrow();
    List<Machine> others =
        all.stream()
            .filter(one -> !one.name().mayBe(machine.name()))
            .filter(one -> one.active() && !plan.isDraining(one.name()))
            .toList();
    Resources needed =
        tasks.stream().map(MachineTask::resources).reduce(Resources.NONE, Resources::plus);
    Resources left = others.stream().map(Machine::free).reduce(Resources.NONE, Resources::plus);
    if (!needed.fitsInto(left)) {
      return Optional.of(
          "What runs on %s needs %s, but the other machines have only %s left: %s."
              .formatted(machine.name().host(), needed, left, listed(others)));
    }
    return tasks.stream()
        .filter(task -> others.stream().noneMatch(one -> task.resources().fitsInto(one.free())))
        .findFirst()
        .map(
            task ->
                "%s needs %s, and no other machine has that left: %s."
                    .formatted(task.app().orElse(task.id()), task.resources(), listed(others)));
  }

  private static Optional<Machine> named(List<Machine> all, String host) {
    return all.stream().filter(one -> one.name().host().equalsIgnoreCase(host)).findFirst();
  }

  private static Optional<String> unknown(String host, List<Machine> all) {
    return Optional.of(
        "Mesos knows no agent on '%s'. It knows: %s."
            .formatted(
                host,
                all.stream()
                    .map(one -> one.name().host())
                    .sorted()
                    .limit(MOST_NAMES)
                    .collect(Collectors.joining(", "))));
  }

  private static String listed(List<Machine> machines) {
    return machines.isEmpty()
        ? "there is none"
        : machines.stream()
            .map(one -> one.name().host() + " " + one.free())
            .limit(MOST_NAMES)
            .collect(Collectors.joining("; "));
  }
}
