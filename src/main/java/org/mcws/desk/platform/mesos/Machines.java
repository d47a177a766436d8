package org.mcws.desk.platform.mesos;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The machines on which apps run, as Mesos knows them, and the plan of their maintenance.
 *
 * <p>A desk need not know where Mesos is: then every question is answered with empty, and every
 * change is refused as {@code mesosMissing}. Every operation may be repeated. All throw {@link
 * org.mcws.desk.platform.PlatformUnavailable} when Mesos gives no usable answer, also while no
 * master leads, and {@link org.mcws.desk.platform.PlatformRefusal} when it says no.
 */
public interface Machines {

  /**
   * The machines that have an agent: all that are not down for maintenance. Empty if this desk does
   * not know where Mesos is.
   */
  Optional<List<Machine>> all();

  /**
   * What runs on a machine, or is about to. Empty if this desk does not know where Mesos is.
   *
   * @param agent the {@link Machine#agent} of the machine
   */
  Optional<List<MachineTask>> tasks(String agent);

  /** Who is out of service, and when. Empty if this desk does not know where Mesos is. */
  Optional<MaintenancePlan> plan();

  /**
   * Enters a window for this machine into the plan and leaves all other windows as they are. Mesos
   * then marks what it offers of the machine and asks the frameworks to give it back; it moves
   * nothing by itself, and Marathon before 1.7 goes on starting tasks there.
   *
   * @param begin when the machine will be away, to the microsecond
   * @param duration for how long, a best guess
   * @throws org.mcws.desk.platform.PlatformRefusal {@code machinePlanned} if the machine has a
   *     window already that begins or lasts otherwise, {@code maintenanceRefused} if Mesos rejects
   *     it
   */
  void planWindow(MachineName machine, Instant begin, Duration duration);

  /**
   * Takes the window out of the plan that {@link #planWindow} has entered, and no other. Does
   * nothing if it is not there.
   *
   * @throws org.mcws.desk.platform.PlatformRefusal {@code maintenanceRefused} if Mesos rejects it,
   *     such as while the machine is down
   */
  void dropWindow(MachineName machine, Instant begin, Duration duration);

  /**
   * Takes a machine down that has a window: its agent is told to stop, what still runs there is
   * lost, and no agent of it may come back. Does nothing if it is down.
   *
   * @throws org.mcws.desk.platform.PlatformRefusal {@code machineUnplanned} if it has no window,
   *     {@code maintenanceRefused} if Mesos rejects it
   */
  void takeDown(MachineName machine);

  /**
   * Lets the machine's agent come back, as a new agent, and takes the machine out of the plan. Does
   * nothing if it is not down.
   *
   * @throws org.mcws.desk.platform.PlatformRefusal {@code maintenanceRefused} if Mesos rejects it
   */
  void bringUp(MachineName machine);
}
