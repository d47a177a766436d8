package org.mcws.desk.sandbox.marathon;

import java.time.Instant;

/** One machine that runs tasks. */
final class Agent {

  static final double CPUS = 64;
  static final double MEM = 262144;
  static final double DISK = 1048576;

  private final String id;
  private final String hostname;
  private final Instant registered = Instant.now();
  private boolean active = true;
  private boolean down;

  Agent(String id, String hostname) {
    this.id = id;
    this.hostname = hostname;
  }

  String id() {
    return id;
  }

  String hostname() {
    return hostname;
  }

  Instant registered() {
    return registered;
  }

  /** Whether the master hears from it. */
  boolean active() {
    return active && !down;
  }

  void lose() {
    active = false;
  }

  void comeBack() {
    active = true;
  }

  /** In or out of maintenance. */
  void setDown(boolean value) {
    down = value;
  }

  boolean isDown() {
    return down;
  }
}
