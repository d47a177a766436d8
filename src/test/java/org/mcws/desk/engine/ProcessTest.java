package org.mcws.desk.engine;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/**
 * A test that plays a process on a running desk: jobs, timers and visitors are driven by hand, mail
 * leaves at once, and the sequence flows that are taken are noted for {@link FlowCoverage}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@DeskTest
@TestPropertySource(
    properties = {
      "camunda.bpm.eventing.execution=true",
      "desk.notification.every=PT0.1S",
      "desk.build-orders.every=P1D",
      "desk.schedule.every=P1D",
      "desk.delivery.every=P1D",
      "desk.update.visits-every=P1D",
      "desk.status.probes-every=P1D",
      "desk.status.plan-every=P1D",
      "desk.recovery.look-again-every=P1D",
      "desk.recovery.count-machines-every=P1D",
      "desk.recovery.ask-hosting-every=P1D",
      "desk.recovery.rehearse-at=0 0 0 31 2 *",
      "desk.recovery.self-check-every=P1D",
      "desk.status.self-check-every=P1D",
      "desk.status.publish-every=P1D",
      "desk.status.mails-every=P1D",
      "desk.status.remember-for=PT0S"
    })
@Import(FlowCoverage.Notes.class)
@ExtendWith(FlowCoverage.class)
public @interface ProcessTest {}
