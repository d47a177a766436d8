package org.mcws.desk.platform.hosting;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How far a run of an app is.
 *
 * @param exitCode what its program has ended with; empty before, and if it never began
 * @param message what the platform says about why it waits or has failed; may be empty
 */
public record Run(State state, Optional<Integer> exitCode, String message) {

  private static final Pattern RUN = Pattern.compile("/[^.]+\\.\\d{8}t\\d{4}z[0-9a-f]{8}");

  public static final Run RUNNING = new Run(State.RUNNING, Optional.empty(), "");
  public static final Run SUCCEEDED = new Run(State.SUCCEEDED, Optional.of(0), "");

  public static Run waiting(String why) {
    return new Run(State.WAITING, Optional.empty(), why);
  }

  public static Run failed(Optional<Integer> exitCode, String why) {
    return new Run(State.FAILED, exitCode, why);
  }

  /** The id under which the platform knows a run, which no app of a community has. */
  public static String id(String app, String run) {
    return app + "." + run;
  }

  /** The app whose run has this id; if it is that of no run, it is an app's own. */
  public static String appOf(String id) {
    return RUN.matcher(id).matches() ? id.substring(0, id.indexOf('.')) : id;
  }

  public boolean hasEnded() {
    return state == State.SUCCEEDED || state == State.FAILED;
  }

  /** What a run does. */
  public enum State {
    /** It has not begun: the platform looks for a place or fetches its image. */
    WAITING,
    RUNNING,
    /** It has ended with 0. */
    SUCCEEDED,
    FAILED
  }
}
