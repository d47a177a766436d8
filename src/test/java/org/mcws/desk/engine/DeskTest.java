package org.mcws.desk.engine;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.mcws.desk.web.OrderController;
import org.springframework.boot.test.autoconfigure.actuate.observability.AutoConfigureObservability;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

/** A test against a running desk, one for all of them: engine, database and port. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "camunda.bpm.job-execution.enabled=false",
      "management.endpoint.health.show-details=never"
    })
@AutoConfigureObservability(tracing = false)
@Import({
  Door.class,
  TreeRequest.class,
  TreeRequest.Rules.class,
  TestStep.class,
  OrderController.class
})
public @interface DeskTest {}
