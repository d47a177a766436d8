package org.mcws.desk.hostmaintenance;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mcws.desk.hostmaintenance.events.AppMoved;
import org.mcws.desk.hostmaintenance.events.HostMaintenanceBegun;
import org.mcws.desk.platform.PlatformRefusal;
import org.mcws.desk.platform.hosting.AppStatus;
import org.mcws.desk.platform.hosting.Hosting;
import org.mcws.desk.platform.mesos.MachineTask;
import org.mcws.desk.platform.mesos.Machines;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Empties a machine: one app after the other is moved off it, the next one only once all instances
 * of that before are healthy elsewhere. Every method may be repeated.
 */
@Component
class Departure {

  private final Machines machines;
  private final Occupants occupants;
  private final Hosting hosting;
  private final Patience patience;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Departure(
      Machines machines,
      Occupants occupants,
      Hosting hosting,
      Patience patience,
      ApplicationEventPublisher events,
      Clock clock) {
    this.machines = machines;
    this.occupants = occupants;
    this.hosting = hosting;
    this.patience = patience;
    this.events = events;
    this.clock = clock;
  }

  /**
   * Enters the window into Mesos' plan. What others have planned for the machine is a refusal until
   * Ops insist.
   */
  void plan(HostMaintenance maintenance) {
    try {
      machines.planWindow(maintenance.machine(), maintenance.beginsAt(), maintenance.duration());
    } catch (PlatformRefusal refusal) {
      if (!refusal.code().equals("machinePlanned") || !maintenance.insisted()) {
        maintenance.note(refusal.getMessage());
        throw refusal;
      }
    }
  }

  /** What is to be done next. */
  Outcome look(HostMaintenance maintenance) {
    if (!maintenance.isBegun()) {
      maintenance.begin(clock.instant());
      events.publishEvent(
          new HostMaintenanceBegun(
              maintenance.host(),
              maintenance.reason(),
              clock.instant().plus(maintenance.duration())));
    }
    Optional<List<MachineTask>> tasks = occupants.on(maintenance.machine());
    if (tasks.isEmpty()) {
      return maintenance.insisted() ? Outcome.CLEAR : waitForMachine(maintenance);
    }
    return maintenance.app() == null
        ? turnToNext(maintenance, tasks.get())
        : follow(maintenance, tasks.get());
  }

  /** What Ops decide then is about the machine, and not about the app whose turn it was. */
  private Outcome waitForMachine(HostMaintenance maintenance) {
    Outcome outcome =
        patience.wait(
            maintenance,
            "Mesos does not hear from "
                + maintenance.host()
                + " now, so nothing can be moved in good order.");
    if (outcome == Outcome.STUCK) {
      maintenance.turnTo(null);
    }
    return outcome;
  }

  private Outcome follow(HostMaintenance maintenance, List<MachineTask> tasks) {
    boolean here = Occupants.apps(tasks).contains(maintenance.app());
    Optional<AppStatus> app = hosting.find(maintenance.app());
    if (maintenance.isAsked() && app.isPresent()) {
      if (here || !app.get().settled()) {
        return patience.wait(
            maintenance,
            app.get().instances() == 0
                ? "It has not ended there, and runs elsewhere the next time: " + maintenance.app()
                : "It does not move: " + Trouble.of(app.get()));
      }
      events.publishEvent(new AppMoved(maintenance.host(), maintenance.app()));
      maintenance.hasMoved();
    } else if (here) {
      return askFor(maintenance, app);
    }
    // It has moved, or somebody has removed it or moved it by hand.
    maintenance.turnTo(null);
    return turnToNext(maintenance, tasks);
  }

  private Outcome turnToNext(HostMaintenance maintenance, List<MachineTask> tasks) {
    Optional<String> next =
        Occupants.apps(tasks).stream()
            .filter(app -> !maintenance.skipped().contains(app))
            .findFirst();
    if (next.isPresent()) {
      maintenance.turnTo(next.get());
      return askFor(maintenance, hosting.find(next.get()));
    }
    List<MachineTask> others = tasks.stream().filter(task -> task.app().isEmpty()).toList();
    if (others.isEmpty() || maintenance.insisted()) {
      return Outcome.CLEAR;
    }
    maintenance.note(
        "Of what runs on "
            + maintenance.host()
            + " the desk cannot move what is not Marathon's: "
            + others.stream().map(MachineTask::id).collect(Collectors.joining(", "))
            + ".");
    return Outcome.STUCK;
  }

  /** A deployment that is under way is somebody else's, and is let end. */
  private Outcome askFor(HostMaintenance maintenance, Optional<AppStatus> app) {
    if (app.isEmpty()) {
      return patience.wait(
          maintenance,
          maintenance.app() + " has tasks on the machine, but Marathon knows no such app.");
    }
    if (app.get().deploying()) {
      return patience.wait(maintenance, "It is being deployed: " + Trouble.of(app.get()));
    }
    maintenance.ask();
    return Outcome.NEXT;
  }

  /** Lets the app whose turn it is run elsewhere. */
  void move(HostMaintenance maintenance) {
    try {
      hosting.avoid(maintenance.app(), maintenance.host());
    } catch (PlatformRefusal refusal) {
      maintenance.note(refusal.getMessage());
      maintenance.refused();
      throw refusal;
    }
  }

  /** Takes the machine out of service: from here on nothing starts there. */
  void takeDown(HostMaintenance maintenance) {
    plan(maintenance);
    try {
      machines.takeDown(maintenance.machine());
    } catch (PlatformRefusal refusal) {
      maintenance.note(refusal.getMessage());
      throw refusal;
    }
    maintenance.down();
  }
}
