package org.mcws.desk.rollout;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.variable.Variables;
import org.mcws.desk.advisory.Advisory;
import org.springframework.stereotype.Component;

/** Sorts services by urgency, as {@code update-policy.dmn} says. */
@Component
class RiskClasses {

  private static final String DECISION = "update-policy";

  private final DecisionService decisions;

  RiskClasses(DecisionService decisions) {
    this.decisions = decisions;
  }

  /**
   * What the table looks at.
   *
   * @param managedBy ops or community
   */
  record Signals(
      boolean exposed,
      boolean exploited,
      boolean automatable,
      boolean totalControl,
      Optional<Double> cvss,
      boolean fixAvailable,
      String managedBy) {

    static Signals of(
        Advisory advisory,
        boolean exploited,
        boolean exposed,
        boolean fixAvailable,
        String managedBy) {
      return new Signals(
          exposed,
          exploited,
          advisory.severity().map(Advisory.Severity::automatable).orElse(false),
          advisory.severity().map(Advisory.Severity::totalControl).orElse(false),
          advisory.severity().map(Advisory.Severity::score),
          fixAvailable,
          managedBy);
    }
  }

  /** Asks the table once for each kind of service, not for each service. */
  final class Sorting {

    private final Map<Signals, String> known = new HashMap<>();

    String classOf(Signals signals) {
      return known.computeIfAbsent(signals, RiskClasses.this::decide);
    }
  }

  Sorting sorting() {
    return new Sorting();
  }

  private String decide(Signals signals) {
    return decisions
        .evaluateDecisionTableByKey(
            DECISION,
            Variables.createVariables()
                .putValue("exposed", signals.exposed())
                .putValue("exploited", signals.exploited())
                .putValue("automatable", signals.automatable())
                .putValue("totalControl", signals.totalControl())
                .putValue("cvss", signals.cvss().orElse(null))
                .putValue("fixAvailable", signals.fixAvailable())
                .putValue("managedBy", signals.managedBy()))
        .getSingleEntry();
  }
}
