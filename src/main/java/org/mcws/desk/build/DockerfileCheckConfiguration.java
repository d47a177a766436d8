package org.mcws.desk.build;

import org.mcws.desk.platform.images.BaseRegistries;
import org.mcws.desk.platform.images.dockerfile.DockerfileCheck;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DockerfileCheckConfiguration {

  @Bean
  DockerfileCheck dockerfileCheck(BaseRegistries registries) {
    return new DockerfileCheck(registries.known());
  }
}
