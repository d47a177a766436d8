package org.mcws.desk.platform.sources.git;

import org.mcws.desk.platform.RepositoryAddresses;
import org.mcws.desk.platform.sources.SourceRepositories;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SourceConfiguration {

  @Bean
  RepositoryAddresses repositoryAddresses(SourceSettings settings) {
    return new RepositoryAddresses(settings.knownHosts());
  }

  @Bean(destroyMethod = "close")
  SourceRepositories sourceRepositories(SourceSettings settings, RepositoryAddresses addresses) {
    return new GitRepositories(settings, addresses);
  }
}
