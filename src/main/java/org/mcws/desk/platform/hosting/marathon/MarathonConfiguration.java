package org.mcws.desk.platform.hosting.marathon;

import org.mcws.desk.platform.hosting.Hosting;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(
    name = "desk.hosting.platform",
    havingValue = "marathon",
    matchIfMissing = true)
class MarathonConfiguration {

  @Bean
  Hosting hosting(MarathonSettings settings) {
    return new MarathonHosting(settings);
  }
}
