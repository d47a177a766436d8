package org.mcws.desk.platform.hosting.swarm;

import java.util.Set;
import org.mcws.desk.platform.hosting.App;

/** The labels in which the desk keeps with a service what Swarm does not. */
final class Labels {

  private static final String PREFIX = "desk-";

  /** The app's id, at the service and at its stored definitions. */
  static final String APP = PREFIX + "app";

  /** The image as it was asked for: in the definition it stands with its digest. */
  static final String IMAGE = PREFIX + "image";

  /**
   * At the service: when the desk last changed it. At the containers: the same of the change since
   * which none of them had to start anew.
   */
  static final String VERSION = PREFIX + "version";

  /** At a secret: the name under which the app knows it. */
  static final String SECRET = PREFIX + "secret";

  private Labels() {}

  static boolean areOfDesk(String label) {
    return label.startsWith(PREFIX);
  }

  /** Whether the app itself was given it, and not what else the desk keeps with a service. */
  static boolean areOfApp(String label) {
    return areOfDesk(label) && !Set.of(APP, IMAGE, VERSION, App.SETTINGS).contains(label);
  }
}
