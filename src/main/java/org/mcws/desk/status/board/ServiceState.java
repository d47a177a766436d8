package org.mcws.desk.status.board;

import org.mcws.desk.status.Impact;

/** How a service fares, from the best to the worst. */
public enum ServiceState {
  /** Nobody has looked at it yet. */
  UNWATCHED("Not watched yet", "operational"),
  WORKS("Works", "operational"),
  MAINTENANCE("Under maintenance", "under_maintenance"),
  DEGRADED("Works badly", "degraded_performance"),
  PARTLY_DOWN("Works in part", "partial_outage"),
  DOWN("Out of order", "major_outage");

  private final String words;
  private final String code;

  ServiceState(String words, String code) {
    this.words = words;
    this.code = code;
  }

  /** What an incident of this impact makes of the services that it affects. */
  static ServiceState of(Impact impact) {
    return switch (impact) {
      case NONE -> WORKS;
      case MINOR -> DEGRADED;
      case MAJOR -> PARTLY_DOWN;
      case CRITICAL -> DOWN;
    };
  }

  /** As the public reads it. */
  public String words() {
    return words;
  }

  /** As programs read it, in the words of Statuspage. */
  public String code() {
    return code;
  }

  /** Whether it does not work as it should, and nobody has planned that. */
  public boolean isTrouble() {
    return compareTo(MAINTENANCE) > 0;
  }

  public ServiceState worse(ServiceState other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
