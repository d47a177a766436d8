package org.mcws.desk.delivery;

import java.time.Duration;
import java.util.Map;

/**
 * The row of {@code delivery-limits.dmn}. Waits are ISO 8601 texts, not yet at the desk's pace.
 *
 * @param buildLookEvery after how long a build that is silent is looked at
 * @param buildWithin after how long nobody waits for it any more
 * @param criticalFrom the severity from which on a known hole stops a delivery
 * @param stagingLookEvery how often staging is looked at
 * @param stagingWithin how long until it must run there
 * @param decideWithin how long is waited for the owners' word
 * @param releasesWithoutQuestion how many releases back nobody needs to be asked
 * @param failuresToPause how many failures pause what begins by itself
 * @param failuresWithin in which time
 * @param settleReminder the cycle in which owners are reminded of the pause
 * @param settleWithin after how long it is left as it is
 * @param helpReminder the cycle in which Ops are reminded to help
 */
record Limits(
    String buildLookEvery,
    Duration buildWithin,
    double criticalFrom,
    String stagingLookEvery,
    Duration stagingWithin,
    String decideWithin,
    int releasesWithoutQuestion,
    int failuresToPause,
    Duration failuresWithin,
    String settleReminder,
    String settleWithin,
    String helpReminder) {

  static Limits of(Map<String, Object> row) {
    return new Limits(
        text(row, "buildLookEvery"),
        Duration.parse(text(row, "buildWithin")),
        ((Number) row.get("criticalFrom")).doubleValue(),
        text(row, "stagingLookEvery"),
        Duration.parse(text(row, "stagingWithin")),
        text(row, "decideWithin"),
        number(row, "releasesWithoutQuestion"),
        number(row, "failuresToPause"),
        Duration.parse(text(row, "failuresWithin")),
        text(row, "settleReminder"),
        text(row, "settleWithin"),
        text(row, "helpReminder"));
  }

  private static String text(Map<String, Object> row, String name) {
    return row.get(name).toString();
  }

  private static int number(Map<String, Object> row, String name) {
    return ((Number) row.get(name)).intValue();
  }
}
