package org.mcws.desk.hostmaintenance;

import java.util.Map;

/**
 * The row of {@code host-maintenance-limits.dmn}. Waits are ISO 8601 texts, not yet at the desk's
 * pace.
 *
 * @param hostsAtOnce how many machines may be under maintenance at the same time
 * @param lookEvery how often what is under way is looked at
 * @param looks how many looks an app, or the machine, may take
 * @param decideReminder the cycle in which Ops are reminded to decide
 * @param workReminder the cycle in which Ops are reminded that a machine is down
 */
record Limits(
    int hostsAtOnce, String lookEvery, int looks, String decideReminder, String workReminder) {

  static Limits of(Map<String, Object> row) {
    return new Limits(
        ((Number) row.get("hostsAtOnce")).intValue(),
        row.get("lookEvery").toString(),
        ((Number) row.get("looks")).intValue(),
        row.get("decideReminder").toString(),
        row.get("workReminder").toString());
  }
}
