package org.mcws.desk.onboarding;

import java.util.Map;
import org.camunda.bpm.dmn.engine.DmnDecisionRuleResult;
import org.camunda.bpm.engine.DecisionService;
import org.mcws.desk.engine.Pace;
import org.mcws.desk.engine.ProcessBean;
import org.springframework.stereotype.Component;

/** How long the onboarding waits, as {@code onboarding-deadlines.dmn} says, at the desk's pace. */
@Component
@ProcessBean
public class OnboardingDeadlines {

  private static final String DECISION = "onboarding-deadlines";

  private final DecisionService decisions;
  private final Pace pace;

  OnboardingDeadlines(DecisionService decisions, Pace pace) {
    this.decisions = decisions;
    this.pace = pace;
  }

  /**
   * @param wait what is waited for, as the table names it
   * @return ISO 8601 duration or cycle
   */
  public String firstReminder(String wait) {
    return column(wait, "firstReminder");
  }

  public String secondReminder(String wait) {
    return column(wait, "secondReminder");
  }

  public String deadline(String wait) {
    return column(wait, "deadline");
  }

  private String column(String wait, String name) {
    DmnDecisionRuleResult row =
        decisions.evaluateDecisionTableByKey(DECISION, Map.of("wait", wait)).getSingleResult();
    if (row == null || row.getEntry(name) == null) {
      throw new IllegalStateException(
          DECISION + ".dmn has no " + name + " for '" + wait + "': add it and deploy again");
    }
    return pace.of(row.<String>getEntry(name));
  }
}
