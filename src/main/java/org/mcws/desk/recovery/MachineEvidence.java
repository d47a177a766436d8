package org.mcws.desk.recovery;

import java.util.List;
import java.util.Optional;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.mesos.Machine;
import org.mcws.desk.platform.mesos.Machines;
import org.springframework.stereotype.Component;

/** What Mesos knows of the machine on which something runs. */
@Component
class MachineEvidence {

  private final Machines machines;

  MachineEvidence(Machines machines) {
    this.machines = machines;
  }

  /** Adds what is seen, and tells whether the machine is out of touch. */
  boolean look(String host, List<String> lines) {
    try {
      Optional<List<Machine>> all = machines.all();
      if (all.isEmpty()) {
        return false;
      }
      Optional<Machine> machine =
          all.get().stream().filter(one -> one.name().host().equalsIgnoreCase(host)).findFirst();
      boolean lost = machine.filter(Machine::active).isEmpty();
      lines.add("The machine " + host + (lost ? " is out of touch." : " is in touch with Mesos."));
      return lost;
    } catch (PlatformUnavailable silent) {
      lines.add("Mesos does not tell: " + silent.getMessage());
      return false;
    }
  }
}
