package org.mcws.desk.onboarding;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mcws.desk.onboarding.request.Plan;
import org.mcws.desk.onboarding.request.Plan.PlannedService;
import org.springframework.stereotype.Component;

/**
 * Tries everything as a visitor would. What does not work yet is tried again until the deadline,
 * since names and mail take time to spread; then it is put before Ops.
 */
@Component
class CheckAsVisitor implements JavaDelegate {

  private static final int LONGEST_VARIABLE = 4000;

  private final Onboardings onboardings;
  private final Provisioning provisioning;
  private final VisitorCheck visitor;
  private final FoundByVisitors found;
  private final OnboardingDeadlines deadlines;
  private final Clock clock;

  CheckAsVisitor(
      Onboardings onboardings,
      Provisioning provisioning,
      VisitorCheck visitor,
      FoundByVisitors found,
      OnboardingDeadlines deadlines,
      Clock clock) {
    this.onboardings = onboardings;
    this.provisioning = provisioning;
    this.visitor = visitor;
    this.found = found;
    this.deadlines = deadlines;
    this.clock = clock;
  }

  @Override
  public void execute(DelegateExecution execution) {
    Onboarding onboarding =
        onboardings.findByProcessInstanceId(execution.getProcessInstanceId()).orElseThrow();
    Plan plan = provisioning.plan(execution.getProcessInstanceId());
    List<VisitorCheck.Result> results = visitor.check(plan, onboarding.handedOver());
    keep(onboarding, results);

    List<VisitorCheck.Result> missed = results.stream().filter(r -> !r.reached()).toList();
    Instant since = since(execution);
    if (missed.isEmpty()) {
      execution.removeVariable(OnboardingProcess.CHECKED_SINCE);
      execution.removeVariable(OnboardingProcess.FINDINGS);
      execution.setVariable(OnboardingProcess.REACHABLE, "yes");
      execution.setVariable(OnboardingProcess.DELIVERED, cut(summary(plan)));
    } else {
      boolean over =
          !clock.instant().isBefore(since.plus(Duration.parse(deadlines.deadline("visitorCheck"))));
      execution.setVariable(OnboardingProcess.REACHABLE, over ? "no" : "notYet");
      execution.setVariable(OnboardingProcess.FINDINGS, cut(findings(missed)));
      if (over) {
        execution.removeVariable(OnboardingProcess.CHECKED_SINCE);
      }
    }
  }

  private Instant since(DelegateExecution execution) {
    String since = (String) execution.getVariable(OnboardingProcess.CHECKED_SINCE);
    if (since != null) {
      return Instant.parse(since);
    }
    Instant now = clock.instant();
    execution.setVariable(OnboardingProcess.CHECKED_SINCE, now.toString());
    return now;
  }

  private void keep(Onboarding onboarding, List<VisitorCheck.Result> results) {
    for (int i = 0; i < results.size(); i++) {
      found.save(new Finding(onboarding.id(), i, results.get(i), clock.instant()));
    }
  }

  private static String findings(List<VisitorCheck.Result> missed) {
    return missed.stream()
        .map(result -> "- " + result.what() + ": " + result.evidence())
        .collect(Collectors.joining("\n"));
  }

  private static String summary(Plan plan) {
    return plan.services().stream().map(CheckAsVisitor::line).collect(Collectors.joining("\n"));
  }

  private static String line(PlannedService service) {
    return "- "
        + service.kind().label()
        + " "
        + (service.host() == null ? service.name() : service.host());
  }

  private static String cut(String text) {
    return text.length() > LONGEST_VARIABLE ? text.substring(0, LONGEST_VARIABLE) : text;
  }
}
