package org.mcws.desk.engine.form;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.camunda.feel.api.EvaluationResult;
import org.camunda.feel.api.FeelEngineApi;
import org.camunda.feel.api.FeelEngineBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Evaluates the expressions of a form, with the FEEL engine that also runs the decision tables. */
final class Feel {

  private static final Logger LOG = LoggerFactory.getLogger(Feel.class);
  private static final FeelEngineApi ENGINE = FeelEngineBuilder.forJava().build();

  private Feel() {}

  static boolean isExpression(JsonNode text) {
    return text.isTextual() && text.textValue().startsWith("=");
  }

  /** A truth value of the form, given as such or as an expression; anything else is false. */
  static boolean isTrue(JsonNode condition, Map<String, Object> variables) {
    return isExpression(condition)
        ? Boolean.TRUE.equals(evaluate(condition, variables))
        : condition.asBoolean(false);
  }

  /** The expression's value; null when it has none, as in the browser. */
  static Object evaluate(JsonNode expression, Map<String, Object> variables) {
    String text = expression.textValue().substring(1);
    EvaluationResult result = ENGINE.evaluateExpression(text, variables);
    if (!result.isSuccess()) {
      LOG.debug("No value for {}: {}", text, result.failure().message());
      return null;
    }
    return result.result();
  }
}
