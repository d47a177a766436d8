package org.mcws.desk.settings;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows a setting's problem as two sentences instead of a stack trace. */
class SettingProblemAnalyzer extends AbstractFailureAnalyzer<SettingProblem> {

  @Override
  protected FailureAnalysis analyze(Throwable failure, SettingProblem problem) {
    return new FailureAnalysis(problem.getMessage(), problem.remedy(), failure);
  }
}
