package org.mcws.desk.engine;

import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.delegate.BaseDelegateExecution;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.el.Expression;
import org.camunda.bpm.engine.impl.el.JuelExpression;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.spring.SpringExpressionManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContext;

/**
 * Refuses expressions that arrive in queries (CVE-2026-109432: the engine forgets to look into
 * {@code orQueries}, stored filters and what extends them, and would run them). Models evaluate
 * their expressions with a scope, queries without one. What filters ordinarily need stays allowed.
 */
class GuardedExpressions extends SpringExpressionManager {

  private static final Logger LOG = LoggerFactory.getLogger(GuardedExpressions.class);
  private static final Set<String> ALLOWED =
      Set.of("${currentUser()}", "${currentUserGroups()}", "${now()}");
  private static final int SHOWN = 80;

  GuardedExpressions(ApplicationContext context, Map<Object, Object> beans) {
    super(context, beans);
  }

  @Override
  public Expression createExpression(String text) {
    return new JuelExpression(createValueExpression(text), this, text) {

      @Override
      public Object getValue(VariableScope scope, BaseDelegateExecution execution) {
        if (scope == null && execution == null && !ALLOWED.contains(expressionText)) {
          refuse(expressionText);
        }
        return super.getValue(scope, execution);
      }
    };
  }

  private static void refuse(String text) {
    Authentication person = Context.getCommandContext().getAuthentication();
    LOG.warn(
        "Refused an expression in a query, which looks like an attack: user '{}' sent {}",
        person == null ? "nobody" : person.getUserId(),
        text.substring(0, Math.min(SHOWN, text.length())).replaceAll("[^\\x20-\\x7e]", "?"));
    throw new InvalidInput(
        "/",
        "Expressions are not allowed in queries, except "
            + String.join(", ", ALLOWED.stream().sorted().toList())
            + ". Send the value itself.");
  }
}
