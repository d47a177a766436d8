package org.mcws.desk.platform.hosting;

import java.util.Optional;

/**
 * Lets apps run to their end: each run is one instance of what the app is defined as when the run
 * begins, beside whatever else runs of it. Every operation may be repeated. All throw {@link
 * org.mcws.desk.platform.PlatformUnavailable} when the platform gives no usable answer, and {@link
 * org.mcws.desk.platform.PlatformRefusal} when it says no.
 */
public interface Runs {

  /** How much of what a run has printed is shown, in characters. */
  int LONGEST_OUTPUT = 16_000;

  /**
   * Starts a run, without waiting for it. One that is there already is left alone, also if it has
   * ended; it does not begin anew however it ends.
   *
   * @param app the app's id
   * @param run what the run is called among those of its app, such as {@code
   *     20261128t0200z1f9c03ab}: when it was due, to the minute in UTC, and 8 random digits
   * @throws org.mcws.desk.platform.PlatformRefusal {@code appMissing} if there is no such app,
   *     {@code appRefused} if the platform rejects the run
   */
  void start(String app, String run);

  /** How far a run is; empty if nothing of it is there. One that is being removed still runs. */
  Optional<Run> find(String app, String run);

  /**
   * The last of what a run has printed, at most {@link #LONGEST_OUTPUT} characters; what it has
   * said of errors may stand after everything else.
   */
  String output(String app, String run);

  /** Whether the output of a run can be read after it was removed. */
  boolean keepOutput();

  /**
   * Stops a run if it still goes on, without waiting for that, and forgets it; does nothing if it
   * is not there.
   */
  void remove(String app, String run);
}
