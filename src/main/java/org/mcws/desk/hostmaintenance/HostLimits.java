package org.mcws.desk.hostmaintenance;

import java.util.Map;
import org.mcws.desk.engine.DecisionTables;
import org.springframework.stereotype.Component;

/** What {@code host-maintenance-limits.dmn} says. */
@Component
class HostLimits {

  private static final String DECISION = "host-maintenance-limits";

  private final DecisionTables tables;

  HostLimits(DecisionTables tables) {
    this.tables = tables;
  }

  Limits now() {
    return Limits.of(tables.row(DECISION, Map.of()));
  }
}
