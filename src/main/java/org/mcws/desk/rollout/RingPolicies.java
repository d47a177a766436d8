package org.mcws.desk.rollout;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.dmn.engine.DmnDecisionRuleResult;
import org.camunda.bpm.engine.DecisionService;
import org.mcws.desk.engine.Pace;
import org.springframework.stereotype.Component;

/** Reads {@code rollout-rings.dmn}. */
@Component
class RingPolicies {

  private static final String DECISION = "rollout-rings";

  private final DecisionService decisions;
  private final Pace pace;

  RingPolicies(DecisionService decisions, Pace pace) {
    this.decisions = decisions;
    this.pace = pace;
  }

  /**
   * @param riskClass R1 to R4
   */
  RingPolicy of(String riskClass) {
    DmnDecisionRuleResult row =
        decisions
            .evaluateDecisionTableByKey(DECISION, Map.of("riskClass", riskClass))
            .getSingleResult();
    if (row == null) {
      throw new IllegalStateException(
          DECISION + ".dmn has no line for '" + riskClass + "': add it and deploy again");
    }
    return new RingPolicy(
        number(row, "canary").intValue(),
        percents(row.getEntry("rings")),
        duration(row, "bake"),
        duration(row, "answersWithin"),
        duration(row, "lookAgain"),
        number(row, "parallel").intValue(),
        number(row, "haltFailures").intValue(),
        number(row, "haltShare").doubleValue(),
        number(row, "sample").intValue(),
        duration(row, "finishWithin"),
        pace.of(row.<String>getEntry("opsReminder")));
  }

  private static Number number(DmnDecisionRuleResult row, String column) {
    return row.getEntry(column);
  }

  private static List<Integer> percents(String text) {
    return Arrays.stream(text.split(",")).map(String::strip).map(Integer::valueOf).toList();
  }

  private Duration duration(DmnDecisionRuleResult row, String column) {
    return pace.of(Duration.parse(row.<String>getEntry(column)));
  }
}
