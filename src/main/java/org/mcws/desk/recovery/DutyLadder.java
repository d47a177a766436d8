package org.mcws.desk.recovery;

import java.time.Duration;
import java.util.Map;
import org.mcws.desk.engine.DecisionTables;
import org.mcws.desk.engine.Pace;
import org.mcws.desk.recovery.alert.Severity;
import org.springframework.stereotype.Component;

/** What {@code duty-ladder.dmn} says, at the desk's pace. */
@Component
class DutyLadder {

  private static final String DECISION = "duty-ladder";

  private final DecisionTables tables;
  private final Pace pace;

  DutyLadder(DecisionTables tables, Pace pace) {
    this.tables = tables;
    this.pace = pace;
  }

  /**
   * @param rung from 1; beyond the table's last one it begins anew, as often as the table says, and
   *     then stays with the last
   */
  Rung of(Severity severity, int rung) {
    int rungs = ((Number) row(severity, 1).get("rungs")).intValue();
    int loops = ((Number) row(severity, 1).get("loops")).intValue();
    if (rung > rungs * loops) {
      Rung last = read(row(severity, rungs));
      return new Rung(last.whom(), pace.of(Duration.ofDays(1)));
    }
    return read(row(severity, (rung - 1) % rungs + 1));
  }

  private Map<String, Object> row(Severity severity, int rung) {
    return tables.row(DECISION, Map.of("severity", severity.name(), "rung", rung));
  }

  private Rung read(Map<String, Object> row) {
    return new Rung(
        Whom.valueOf(row.get("whom").toString()),
        pace.of(Duration.parse(row.get("waitFor").toString())));
  }

  /**
   * @param waitFor how long they have until the next rung
   */
  record Rung(Whom whom, Duration waitFor) {}

  /** Who is called. */
  enum Whom {
    DUTY("the person on duty"),
    SECOND("the second person on duty"),
    EVERYBODY("one of Community Ops, since nobody on duty has taken it"),
    MODULE_OWNER("the owner of the service, since nobody else has answered");

    private final String role;

    Whom(String role) {
      this.role = role;
    }

    /** As what they are called, for them. */
    String role() {
      return role;
    }
  }
}
