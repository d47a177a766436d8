package org.mcws.desk.recovery.alert;

import java.util.Arrays;
import java.util.Locale;

/** Where the desk itself hears that something is down. No monitoring system can have its name. */
public enum OwnSource {
  /** What the desk sees when it looks at a service. */
  PROBE,
  /** What somebody reports. */
  PERSON,
  /** Which machines Mesos has lost touch with. */
  MESOS,
  /** Whether the hosting platform answers. */
  HOSTING;

  /** As it stands in signals. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static boolean isOne(String label) {
    return Arrays.stream(values()).anyMatch(own -> own.label().equals(label));
  }
}
