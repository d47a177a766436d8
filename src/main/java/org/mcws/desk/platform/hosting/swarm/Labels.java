package org.mcws.desk.platform.hosting.swarm;

/** The labels in which the desk keeps with a service what Swarm does not. */
final class Labels {

  private static final String PREFIX = "desk-";

  /** Which of the desk's services it is; whoever has no such label is not the desk's. */
  static final String SERVICE = PREFIX + "service";

  /** The app's id, at the service and at its stored definitions. */
  static final String APP = PREFIX + "app";

  /** The image as it was asked for: in the definition it stands with its digest. */
  static final String IMAGE = PREFIX + "image";

  /**
   * At the service: the name of its definition. At the containers: that of the definition since
   * which none of them had to start anew.
   */
  static final String VERSION = PREFIX + "version";

  private Labels() {}

  static boolean areOfDesk(String label) {
    return label.startsWith(PREFIX);
  }
}
