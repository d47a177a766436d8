package org.mcws.desk.update;

import org.mcws.desk.platform.hosting.AppStatus;

/** Says in words what keeps an app from running as it should. */
final class AppTrouble {

  private AppTrouble() {}

  static String of(AppStatus app) {
    long healthy = app.tasks().stream().filter(AppStatus.Task::healthy).count();
    String why =
        app.waitingFor()
            .map(reason -> "waiting for " + reason)
            .or(() -> app.lastFailure().map(AppTrouble::failure))
            .orElse(app.deploying() ? "still being deployed" : "tasks are missing or not healthy");
    return app.id()
        + " runs "
        + app.image()
        + " with "
        + healthy
        + " healthy of "
        + app.instances()
        + " instances, "
        + why;
  }

  static String failure(AppStatus.Failure failure) {
    return "a task ended with "
        + failure.state()
        + " on "
        + failure.host()
        + ": "
        + failure.message();
  }
}
