package org.mcws.desk.update;

import java.util.Optional;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.hosting.AppStatus;
import org.mcws.desk.status.SiteProbe;

/**
 * What one look at a service brought to light.
 *
 * @param found its app, empty if there is none; null if the platform was silent
 * @param visit how a visitor fared; null if the platform was silent
 * @param silence why the platform did not tell; null if it did
 */
record Sighting(Optional<AppStatus> found, SiteProbe.Seen visit, PlatformUnavailable silence) {

  static Sighting of(Optional<AppStatus> found, SiteProbe.Seen visit) {
    return new Sighting(found, visit, null);
  }

  static Sighting of(PlatformUnavailable silence) {
    return new Sighting(null, null, silence);
  }

  /**
   * @throws PlatformUnavailable if the platform was silent
   */
  Optional<AppStatus> app() {
    if (silence != null) {
      throw silence;
    }
    return found;
  }
}
