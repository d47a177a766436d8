package org.mcws.desk.delivery;

import java.util.Map;
import org.mcws.desk.engine.DecisionTables;
import org.springframework.stereotype.Component;

/** What {@code delivery-limits.dmn} says. */
@Component
class DeliveryLimits {

  private static final String DECISION = "delivery-limits";

  private final DecisionTables tables;

  DeliveryLimits(DecisionTables tables) {
    this.tables = tables;
  }

  Limits now() {
    return Limits.of(tables.row(DECISION, Map.of()));
  }
}
