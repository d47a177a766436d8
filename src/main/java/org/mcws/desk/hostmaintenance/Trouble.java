package org.mcws.desk.hostmaintenance;

import org.mcws.desk.platform.hosting.AppStatus;

/** Says in words why an app does not run as it should. */
final class Trouble {

  private Trouble() {}

  static String of(AppStatus app) {
    long healthy = app.tasks().stream().filter(AppStatus.Task::healthy).count();
    return app.id()
        + " has "
        + healthy
        + " healthy of "
        + app.instances()
        + " instances; "
        + app.waitingFor()
            .map(reason -> "it waits (" + reason + ")")
            .or(() -> app.failing().map(Trouble::of))
            .orElse("its deployment has not ended")
        + ".";
  }

  private static String of(AppStatus.Failure failure) {
    return "a task ended with "
        + failure.state()
        + " on "
        + failure.host()
        + " ("
        + failure.message()
        + ")";
  }
}
