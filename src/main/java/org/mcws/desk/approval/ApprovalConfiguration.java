package org.mcws.desk.approval;

import org.mcws.desk.engine.CurrentPerson;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What there is one of for each of the owners' tasks. */
@Configuration(proxyBeanMethods = false)
class ApprovalConfiguration {

  @Bean
  AnsweredByLink questionAnsweredByLink(CurrentPerson person) {
    return new AnsweredByLink(OwnerApprovalProcess.ANSWER_QUESTION, person);
  }

  @Bean
  AnsweredByLink noticeAnsweredByLink(CurrentPerson person) {
    return new AnsweredByLink(OwnerApprovalProcess.OBJECT_TO_NOTICE, person);
  }
}
