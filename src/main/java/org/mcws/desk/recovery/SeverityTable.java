package org.mcws.desk.recovery;

import java.util.Map;
import java.util.Optional;
import org.mcws.desk.engine.DecisionTables;
import org.mcws.desk.recovery.alert.Severity;
import org.mcws.desk.status.Importance;
import org.mcws.desk.status.ServiceWatch;
import org.mcws.desk.status.ServiceWatches;
import org.springframework.stereotype.Component;

/** How bad an incident is, by {@code incident-severity.dmn}. */
@Component
class SeverityTable {

  private static final String DECISION = "incident-severity";

  private final DecisionTables tables;
  private final ServiceWatches watches;

  SeverityTable(DecisionTables tables, ServiceWatches watches) {
    this.tables = tables;
    this.watches = watches;
  }

  /**
   * @param told what its source says; whoever is unsure takes the higher
   */
  Severity of(IncidentScope scope, Optional<String> service, Optional<Severity> told) {
    Importance importance =
        service.flatMap(watches::findById).map(ServiceWatch::importance).orElse(Importance.NORMAL);
    return Severity.valueOf(
        tables
            .row(
                DECISION,
                Map.of(
                    "scope", scope.name(),
                    "importance", importance.name(),
                    "told", told.map(Severity::name).orElse("")))
            .get("severity")
            .toString());
  }
}
