package org.mcws.desk.platform.hosting;

import org.mcws.desk.platform.PlatformRefusal;
import org.mcws.desk.platform.PlatformUnavailable;

/** What is said in the same words whichever platform says no. */
public final class Refusals {

  private Refusals() {}

  /**
   * @param what what there is not, as a sentence without its end
   */
  public static PlatformRefusal missing(String what) {
    return new PlatformRefusal("appMissing", what + ": it must be set up again.");
  }

  public static PlatformUnavailable vanished(String id) {
    return new PlatformUnavailable(
        "App " + id + " was removed by somebody else while the desk worked on it.");
  }

  /**
   * @param platform who had it, at the beginning of a sentence
   */
  public static PlatformRefusal versionGone(String platform, String id, String version) {
    return new PlatformRefusal(
        "versionGone",
        platform
            + " no longer has version "
            + version
            + " of app "
            + id
            + ": deploy a version that is known to work.");
  }
}
