package org.mcws.desk.approval;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.dmn.engine.DmnDecisionRuleResult;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.springframework.stereotype.Component;

/**
 * What {@code approval-policy.dmn} says. A row is evaluated once for each version of the table:
 * every evaluation would write a dozen rows of history, and each approval keeps its ladder itself.
 */
@Component
class ApprovalPolicy {

  private static final String DECISION = "approval-policy";

  private final DecisionService decisions;
  private final RepositoryService repository;
  private final Map<Case, Ladder> known = new ConcurrentHashMap<>();

  ApprovalPolicy(DecisionService decisions, RepositoryService repository) {
    this.decisions = decisions;
    this.repository = repository;
  }

  /** The ladder for a matter, by the newest version of the table. */
  Ladder ladder(Matter matter) {
    DecisionDefinition table =
        repository
            .createDecisionDefinitionQuery()
            .decisionDefinitionKey(DECISION)
            .latestVersion()
            .withoutTenantId()
            .singleResult();
    return known.computeIfAbsent(
        new Case(table.getId(), matter.riskClass(), matter.managedBy(), matter.destructive()),
        this::evaluate);
  }

  private Ladder evaluate(Case which) {
    DmnDecisionRuleResult row =
        decisions
            .evaluateDecisionTableById(
                which.table(),
                Map.of(
                    "riskClass", which.riskClass(),
                    "managedBy", which.managedBy(),
                    "destructive", which.destructive()))
            .getSingleResult();
    if (row == null) {
      throw new IllegalStateException(
          DECISION + ".dmn has no row for " + which + ": add one and deploy again");
    }
    Ladder.Mode mode = constant(Ladder.Mode.class, row, "mode");
    boolean notice = mode == Ladder.Mode.NOTICE;
    return new Ladder(
        mode,
        notice ? "" : row.getEntry("reminders"),
        notice ? 0 : row.<Number>getEntry("contactsAt").intValue(),
        notice ? null : duration(row, "opsAfter"),
        duration(row, "deadline"),
        constant(Ladder.Silence.class, row, "silence"),
        row.getEntry("quietHours"),
        duration(row, "longestWait"),
        duration(row, "longestExemption"),
        row.<Number>getEntry("exemptionPeople").intValue(),
        row.<Number>getEntry("goPeople").intValue(),
        duration(row, "undo"),
        notice ? null : duration(row, "unresponsiveAfter"),
        duration(row, "goLasts"),
        row.getEntry("opsReminders"));
  }

  private static Duration duration(DmnDecisionRuleResult row, String column) {
    return Duration.parse(row.<String>getEntry(column));
  }

  /** A constant that the table writes in lower camel case. */
  private static <E extends Enum<E>> E constant(
      Class<E> type, DmnDecisionRuleResult row, String column) {
    String label = row.getEntry(column);
    return Enum.valueOf(type, label.replaceAll("([A-Z])", "_$1").toUpperCase());
  }

  private record Case(String table, String riskClass, String managedBy, boolean destructive) {}
}
