package org.mcws.desk.status;

import java.time.Duration;
import java.util.Map;
import org.mcws.desk.engine.DecisionTables;
import org.mcws.desk.engine.Pace;
import org.springframework.stereotype.Component;

/** What {@code probe-intervals.dmn} says, at the desk's pace. */
@Component
class ProbeIntervals {

  private static final String DECISION = "probe-intervals";

  private final DecisionTables tables;
  private final Pace pace;

  ProbeIntervals(DecisionTables tables, Pace pace) {
    this.tables = tables;
    this.pace = pace;
  }

  Interval of(ProbeKind kind, Importance importance) {
    Map<String, Object> row =
        tables.row(DECISION, Map.of("kind", kind.name(), "importance", importance.name()));
    return new Interval(
        pace.of(Duration.parse(row.get("every").toString())),
        ((Number) row.get("badWanted")).intValue(),
        ((Number) row.get("goodWanted")).intValue());
  }

  /**
   * @param every from one look to the next
   * @param badWanted so many bad looks one after the other make it down
   * @param goodWanted so many good ones make it up again
   */
  record Interval(Duration every, int badWanted, int goodWanted) {}
}
