package org.mcws.desk.configuration;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** For whom a service runs. */
public enum Environment {
  /** For those who try it out. */
  STAGING,
  /** For everybody. */
  PRODUCTION;

  /** Its name for people and in addresses. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one of this label; empty if there is none. */
  public static Optional<Environment> of(String label) {
    return Arrays.stream(values()).filter(one -> one.label().equals(label)).findFirst();
  }
}
