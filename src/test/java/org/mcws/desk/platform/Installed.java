package org.mcws.desk.platform;

import static org.assertj.core.api.Assertions.fail;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A program that tests need and a machine may lack. Without it the class is skipped with the
 * reason, which an assumption before all its tests would lose; on a build server it fails.
 */
public interface Installed extends ExecutionCondition {

  /** Whether the machine has it. */
  boolean isInstalled();

  /** What is missing, and the line that installs it. */
  String missing();

  @Override
  default ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return isInstalled() || "true".equals(System.getenv("CI"))
        ? ConditionEvaluationResult.enabled("What is needed is installed or must be")
        : ConditionEvaluationResult.disabled(missing());
  }

  /** Fails where it must be and is not. */
  default void requireInstalled() {
    if (!isInstalled()) {
      fail(missing());
    }
  }
}
