package org.mcws.desk.hostmaintenance;

import java.util.Optional;
import org.mcws.desk.platform.PlatformRefusal;
import org.mcws.desk.platform.hosting.AppStatus;
import org.mcws.desk.platform.hosting.Hosting;
import org.mcws.desk.platform.mesos.Machines;
import org.springframework.stereotype.Component;

/**
 * Gives a machine back: its agent may come again, and one app after the other may run there again.
 * Every method may be repeated.
 */
@Component
class Homecoming {

  private final Machines machines;
  private final Occupants occupants;
  private final Hosting hosting;
  private final Patience patience;

  Homecoming(Machines machines, Occupants occupants, Hosting hosting, Patience patience) {
    this.machines = machines;
    this.occupants = occupants;
    this.hosting = hosting;
    this.patience = patience;
  }

  /** Lets the machine's agent come back, and takes the window out of the plan. */
  void bringUp(HostMaintenance maintenance) {
    maintenance.turnHome();
    if (maintenance.isBack()) {
      return;
    }
    try {
      machines.bringUp(maintenance.machine());
      machines.dropWindow(maintenance.machine(), maintenance.beginsAt(), maintenance.duration());
    } catch (PlatformRefusal refusal) {
      maintenance.note(refusal.getMessage());
      throw refusal;
    }
  }

  /** What is to be done next. */
  Outcome look(HostMaintenance maintenance) {
    if (!maintenance.isBack()) {
      if (!occupants.isHeardOf(maintenance.machine())) {
        return patience.wait(
            maintenance,
            "Mesos does not hear from "
                + maintenance.host()
                + ": see that its agent runs and finds the masters.");
      }
      maintenance.isThere();
    }
    if (maintenance.app() != null && maintenance.isAsked()) {
      Optional<AppStatus> app = hosting.find(maintenance.app());
      if (app.isPresent() && !app.get().settled()) {
        return patience.wait(
            maintenance,
            "It may use " + maintenance.host() + " again, but: " + Trouble.of(app.get()));
      }
      maintenance.isLetBack();
    }
    if (maintenance.away().isEmpty()) {
      maintenance.settle();
      return Outcome.CLEAR;
    }
    maintenance.turnTo(maintenance.away().get(0));
    maintenance.ask();
    return Outcome.NEXT;
  }

  /** Lets the app whose turn it is use the machine again. */
  void letBack(HostMaintenance maintenance) {
    try {
      hosting.allow(maintenance.app(), maintenance.host());
    } catch (PlatformRefusal refusal) {
      maintenance.note(refusal.getMessage());
      maintenance.refused();
      throw refusal;
    }
  }

  /** Ops wait no longer for the machine, or else for the app whose turn it is. */
  void waitNoLonger(HostMaintenance maintenance) {
    if (!maintenance.isBack()) {
      maintenance.isThere();
    } else if (maintenance.app() != null) {
      maintenance.isLetBack();
    }
  }
}
