package org.mcws.desk.platform.images.docker;

import com.github.dockerjava.api.DockerClient;
import java.time.Duration;
import org.mcws.desk.platform.DockerEngine;
import org.mcws.desk.platform.RegistryLogins;
import org.mcws.desk.platform.images.BaseRegistries;
import org.mcws.desk.platform.images.ImageBuilder;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("desk.builds.engine")
class BuildConfiguration {

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration READ = Duration.ofSeconds(30);

  @Bean(destroyMethod = "close")
  DockerClient buildEngineWatch(BuildSettings settings) {
    return new DockerEngine(settings.engine(), settings.certificates()).client(CONNECT, READ);
  }

  @Bean
  ImageBuilder imageBuilder(
      BuildSettings settings,
      DockerClient buildEngineWatch,
      RegistryLogins logins,
      BaseRegistries registries) {
    DockerEngine engine = new DockerEngine(settings.engine(), settings.certificates());
    return new DockerImageBuilder(
        settings,
        // A step may say nothing for as long as the build may take.
        () -> engine.client(CONNECT, settings.time().plusMinutes(1)),
        buildEngineWatch,
        READ,
        logins,
        registries);
  }
}
