package org.mcws.desk.benchmark;

import java.util.Arrays;
import java.util.List;

/** How large a run is; every number can be set on the command line. */
final class Sizes {

  private Sizes() {}

  /** Services of the rollouts and apps of the sandbox: {@code -Dbench.services=100,1000}. */
  static List<Integer> services() {
    return numbers("bench.services", "100,1000,5000");
  }

  /** Open approvals: {@code -Dbench.approvals=100,10000}. */
  static List<Integer> approvals() {
    return numbers("bench.approvals", "100,10000");
  }

  /** Instances of the bare engine's anchor: {@code -Dbench.instances=3000}. */
  static int instances() {
    return Integer.getInteger("bench.instances", 3000);
  }

  /** Services that are probed: {@code -Dbench.probed=5000}. */
  static int probed() {
    return Integer.getInteger("bench.probed", 5000);
  }

  /** For how many minutes they are: {@code -Dbench.minutes=5}. */
  static int minutes() {
    return Integer.getInteger("bench.minutes", 5);
  }

  /** Services that alerts are about, each in 20: {@code -Dbench.alerting=1000}. */
  static int alerting() {
    return Integer.getInteger("bench.alerting", 1000);
  }

  /** Sites that are down at once: {@code -Dbench.outages=40,400}. */
  static List<Integer> outages() {
    return numbers("bench.outages", "40,400");
  }

  private static List<Integer> numbers(String property, String standard) {
    return Arrays.stream(System.getProperty(property, standard).split(","))
        .map(String::strip)
        .map(Integer::valueOf)
        .toList();
  }
}
