package org.mcws.desk.update;

import java.util.List;
import java.util.Map;
import org.mcws.desk.engine.DecisionTables;
import org.springframework.stereotype.Component;

/** What {@code service-update-limits.dmn} says. */
@Component
class UpdateLimits {

  /** The risk classes, the most urgent first. */
  static final List<String> RISK_CLASSES = List.of("R1", "R2", "R3", "R4");

  /** The class of what nobody has classified. */
  static final String USUAL_CLASS = "R3";

  private static final String DECISION = "service-update-limits";

  private final DecisionTables tables;

  UpdateLimits(DecisionTables tables) {
    this.tables = tables;
  }

  Limits of(String riskClass) {
    return Limits.of(tables.row(DECISION, Map.of("riskClass", riskClass)));
  }
}
