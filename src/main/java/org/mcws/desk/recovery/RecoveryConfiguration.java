package org.mcws.desk.recovery;

import org.mcws.desk.engine.CurrentPerson;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What there is one of for each task that can be done by a link. */
@Configuration(proxyBeanMethods = false)
class RecoveryConfiguration {

  @Bean
  AcknowledgedByLink acknowledgedByLink(CurrentPerson person) {
    return new AcknowledgedByLink(RecoveryProcess.ACKNOWLEDGE, person);
  }

  @Bean
  AcknowledgedByLink keptByLink(CurrentPerson person) {
    return new AcknowledgedByLink(RecoveryProcess.RECOVER_BY_HAND, person);
  }
}
