package org.mcws.desk.update;

import java.time.Duration;
import java.time.Period;
import java.util.Map;

/**
 * A row of {@code service-update-limits.dmn}. Waits are ISO 8601 texts, not yet at the desk's pace.
 *
 * @param deployWithin how long until the new version must run
 * @param lookEvery how often a deployment is looked at
 * @param probes how many probes it takes to count as updated
 * @param probeEvery how often it is probed
 * @param respectsWindow whether it waits for the community's maintenance window
 * @param againEvery how often is asked whether another update still works at the service
 * @param nameImageWithin how long people have to name an image
 * @param nameImageReminder the cycle in which they are reminded
 * @param decideReminder the cycle in which Ops are reminded to decide
 * @param longestExemption for how long the old version may be kept
 * @param platformSilence how long a platform that does not answer is waited for
 */
record Limits(
    String deployWithin,
    String lookEvery,
    int probes,
    String probeEvery,
    boolean respectsWindow,
    String againEvery,
    String nameImageWithin,
    String nameImageReminder,
    String decideReminder,
    Period longestExemption,
    Duration platformSilence) {

  /** More would not fit into the row that keeps them. */
  private static final int MOST_PROBES = 200;

  static Limits of(Map<String, Object> row) {
    return new Limits(
        text(row, "deployWithin"),
        text(row, "lookEvery"),
        probes(row),
        text(row, "probeEvery"),
        !"ignore".equals(text(row, "window")),
        text(row, "againEvery"),
        text(row, "nameImageWithin"),
        text(row, "nameImageReminder"),
        text(row, "decideReminder"),
        Period.parse(text(row, "longestExemption")),
        Duration.parse(text(row, "platformSilence")));
  }

  private static int probes(Map<String, Object> row) {
    int probes = ((Number) row.get("probes")).intValue();
    if (probes < 1 || probes > MOST_PROBES) {
      throw new IllegalStateException(
          "service-update-limits.dmn asks for " + probes + " probes: ask for 1 to " + MOST_PROBES);
    }
    return probes;
  }

  private static String text(Map<String, Object> row, String name) {
    return row.get(name).toString();
  }
}
