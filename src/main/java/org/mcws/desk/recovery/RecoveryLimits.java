package org.mcws.desk.recovery;

import java.time.Duration;
import java.util.Map;
import org.mcws.desk.engine.DecisionTables;
import org.mcws.desk.engine.Pace;
import org.mcws.desk.recovery.alert.Severity;
import org.springframework.stereotype.Component;

/** What {@code recovery-limits.dmn} says, at the desk's pace. */
@Component
class RecoveryLimits {

  private static final String DECISION = "recovery-limits";

  private final DecisionTables tables;
  private final Pace pace;

  RecoveryLimits(DecisionTables tables, Pace pace) {
    this.tables = tables;
    this.pace = pace;
  }

  Limits of(Severity severity) {
    Map<String, Object> row = tables.row(DECISION, Map.of("severity", severity.name()));
    return new Limits(
        wait(row, "waitFor"),
        wait(row, "verifyWithin"),
        wait(row, "stepPatience"),
        wait(row, "steadyFor"),
        wait(row, "announceAfter"),
        wait(row, "tellEvery"),
        wait(row, "acknowledgedFor"),
        wait(row, "acknowledgementGrace"),
        wait(row, "reviewAfter"),
        wait(row, "reviewWithin"),
        wait(row, "remindEvery"),
        row.get("whenNobodyOnDuty").toString());
  }

  /** When many services have one cause; the same for every severity. */
  Many many() {
    Map<String, Object> row = tables.row(DECISION, Map.of("severity", Severity.SEV1.name()));
    return new Many(
        ((Number) row.get("manyShare")).doubleValue(),
        ((Number) row.get("manyLeast")).intValue(),
        ((Number) row.get("manyAlike")).intValue(),
        wait(row, "manyWithin"));
  }

  private Duration wait(Map<String, Object> row, String name) {
    return pace.of(Duration.parse(row.get(name).toString()));
  }

  /**
   * @param waitFor how long something may pass by itself
   * @param verifyWithin how long a step gets to show an effect
   * @param stepPatience how long the platform may take to take an order
   * @param steadyFor how long it must be well before it is over
   * @param announceAfter how long it must last until the owners are told
   * @param tellEvery how often it is told how it stands
   * @param acknowledgedFor how long an acknowledgement lasts
   * @param acknowledgementGrace how long its person has to say that they are still on it
   * @param reviewAfter what lasts longer than this is reviewed; zero for all
   * @param reviewWithin how long the review may take
   * @param remindEvery how often people are reminded of it
   * @param whenNobodyOnDuty {@code call} or {@code hold}
   */
  record Limits(
      Duration waitFor,
      Duration verifyWithin,
      Duration stepPatience,
      Duration steadyFor,
      Duration announceAfter,
      Duration tellEvery,
      Duration acknowledgedFor,
      Duration acknowledgementGrace,
      Duration reviewAfter,
      Duration reviewWithin,
      Duration remindEvery,
      String whenNobodyOnDuty) {

    boolean holdsWhenNobodyOnDuty() {
      return "hold".equals(whenNobodyOnDuty);
    }
  }

  /**
   * @param share of all services that must be down
   * @param least so many must be down at least
   * @param leastAlike so many on one machine, or by one part of the platform
   * @param within they must have gone down within this time
   */
  record Many(double share, int least, int leastAlike, Duration within) {}
}
