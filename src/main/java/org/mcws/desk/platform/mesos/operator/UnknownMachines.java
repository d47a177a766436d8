package org.mcws.desk.platform.mesos.operator;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.mcws.desk.platform.PlatformRefusal;
import org.mcws.desk.platform.mesos.Machine;
import org.mcws.desk.platform.mesos.MachineName;
import org.mcws.desk.platform.mesos.MachineTask;
import org.mcws.desk.platform.mesos.Machines;
import org.mcws.desk.platform.mesos.MaintenancePlan;

/** The machines of a desk that was not told where Mesos is. */
final class UnknownMachines implements Machines {

  @Override
  public Optional<List<Machine>> all() {
    return Optional.empty();
  }

  @Override
  public Optional<List<MachineTask>> tasks(String agent) {
    return Optional.empty();
  }

  @Override
  public Optional<MaintenancePlan> plan() {
    return Optional.empty();
  }

  @Override
  public void planWindow(MachineName machine, Instant begin, Duration duration) {
    throw missing();
  }

  @Override
  public void dropWindow(MachineName machine, Instant begin, Duration duration) {
    throw missing();
  }

  @Override
  public void takeDown(MachineName machine) {
    throw missing();
  }

  @Override
  public void bringUp(MachineName machine) {
    throw missing();
  }

  private static PlatformRefusal missing() {
    return new PlatformRefusal(
        "mesosMissing",
        "This desk does not know where Mesos is: name its masters in desk.mesos.urls.");
  }
}
