package org.mcws.desk.platform.hosting.marathon;

import org.mcws.desk.platform.TaskOutput;
import org.mcws.desk.platform.hosting.Hosting;
import org.mcws.desk.platform.hosting.Runs;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(
    name = "desk.hosting.platform",
    havingValue = "marathon",
    matchIfMissing = true)
class MarathonConfiguration {

  @Bean
  Hosting hosting(
      MarathonSettings settings, ObjectProvider<ConsulSettings> consul, TaskOutput output) {
    return new MarathonHosting(
        settings,
        switch (settings.hostNames()) {
          case LABELS -> new ProxyLabels();
          case CONSUL -> new ConsulRules(consul.getObject());
        },
        output);
  }

  @Bean
  Runs runs(MarathonSettings settings, Hosting hosting, TaskOutput output) {
    return new MarathonRuns(settings, hosting, output);
  }

  @Bean
  @ConditionalOnProperty(name = "desk.hosting.marathon.events", matchIfMissing = true)
  MarathonEvents marathonEvents(MarathonSettings settings, ApplicationEventPublisher desk) {
    return new MarathonEvents(settings, desk::publishEvent);
  }
}
