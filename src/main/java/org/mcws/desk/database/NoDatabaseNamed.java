package org.mcws.desk.database;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** No setting names a database. An empty one, as container tools like to pass, names none. */
class NoDatabaseNamed extends SpringBootCondition {

  @Override
  public ConditionOutcome getMatchOutcome(
      ConditionContext context, AnnotatedTypeMetadata metadata) {
    String url = context.getEnvironment().getProperty("spring.datasource.url");
    return new ConditionOutcome(
        !StringUtils.hasText(url),
        ConditionMessage.forCondition("spring.datasource.url")
            .because(StringUtils.hasText(url) ? "it names a database" : "it is not set"));
  }
}
