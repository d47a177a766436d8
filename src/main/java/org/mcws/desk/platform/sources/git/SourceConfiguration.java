package org.mcws.desk.platform.sources.git;

import org.mcws.desk.platform.sources.SourceRepositories;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SourceConfiguration {

  @Bean(destroyMethod = "close")
  SourceRepositories sourceRepositories(SourceSettings settings) {
    return new GitRepositories(settings);
  }
}
