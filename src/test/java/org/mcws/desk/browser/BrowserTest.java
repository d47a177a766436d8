package org.mcws.desk.browser;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ContextConfiguration;

/**
 * A test by a browser against a whole desk, at work: one desk for all of them, in a hurry so that a
 * failing step becomes an incident within seconds.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.DEFINED_PORT,
    properties = {
      "desk.pace=0.01",
      "desk.status.remember-for=PT0S",
      "camunda.bpm.job-execution.wait-time-in-millis=200",
      "camunda.bpm.job-execution.max-wait=1000",
      "camunda.bpm.generic-properties.properties.failed-job-retry-time-cycle=R2/PT1S"
    })
@ContextConfiguration(initializers = KnownPort.class)
@interface BrowserTest {}
