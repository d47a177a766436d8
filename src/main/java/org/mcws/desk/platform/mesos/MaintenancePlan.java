package org.mcws.desk.platform.mesos;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which machines are out of service, and when.
 *
 * @param windows the times that were announced; Mesos begins and ends none of them by itself
 * @param draining the machines that have a window and are not down
 * @param down the machines whose agents may not come back
 */
public record MaintenancePlan(
    List<Window> windows, List<MachineName> draining, List<MachineName> down) {

  public MaintenancePlan {
    windows = List.copyOf(windows);
    draining = List.copyOf(draining);
    down = List.copyOf(down);
  }

  /** Whether the machine is down. */
  public boolean isDown(MachineName machine) {
    return down.stream().anyMatch(machine::isSameAs);
  }

  /** Whether the machine has a window and is not down. */
  public boolean isDraining(MachineName machine) {
    return draining.stream().anyMatch(machine::isSameAs);
  }

  /**
   * A time in which machines are away.
   *
   * @param begin when it begins
   * @param duration how long it lasts; empty if nobody said
   */
  public record Window(List<MachineName> machines, Instant begin, Optional<Duration> duration) {

    public Window {
      machines = List.copyOf(machines);
    }

    /** Whether the machine is one of those that are away then. */
    public boolean isOf(MachineName machine) {
      return machines.stream().anyMatch(machine::isSameAs);
    }
  }
}
