package org.mcws.desk.recovery;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * How many incidents there were, and how long it took to notice them, to take them and to recover.
 *
 * @param community whose; left out in a sum of all
 * @param service of which; left out in a sum of several
 * @param incidents how many
 * @param detect from the first sign until the desk had opened the incident
 * @param acknowledge from then until somebody had taken it
 * @param recover from the first sign until it was well, for good
 */
public record Figure(
    String community,
    String service,
    long incidents,
    Times detect,
    Times acknowledge,
    Times recover) {

  static Figure of(ResultSet row) throws SQLException {
    return new Figure(
        row.getString("community"),
        row.getString("service"),
        row.getLong("incidents"),
        Times.of(row, "detect"),
        Times.of(row, "acknowledge"),
        Times.of(row, "recover"));
  }

  /**
   * How long it took, of those of the incidents in which it has come to that.
   *
   * @param incidents how many these are
   * @param medianSeconds half of them were not slower; left out if there is none
   * @param worstSeconds the slowest; left out if there is none
   */
  public record Times(long incidents, Long medianSeconds, Long worstSeconds) {

    private static Times of(ResultSet row, String name) throws SQLException {
      long incidents = row.getLong(name + "_count");
      return incidents == 0
          ? new Times(0, null, null)
          : new Times(
              incidents,
              Math.round(row.getDouble(name + "_median")),
              Math.round(row.getDouble(name + "_worst")));
    }
  }
}
