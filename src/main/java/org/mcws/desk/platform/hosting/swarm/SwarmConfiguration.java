package org.mcws.desk.platform.hosting.swarm;

import com.github.dockerjava.transport.DockerHttpClient;
import java.time.InstantSource;
import org.mcws.desk.platform.RegistryLogins;
import org.mcws.desk.platform.hosting.Hosting;
import org.mcws.desk.platform.hosting.Runs;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "desk.hosting.platform", havingValue = "swarm")
class SwarmConfiguration {

  @Bean(destroyMethod = "close")
  DockerHttpClient swarmManager(SwarmSettings settings) {
    return settings.dockerEngine().http(settings.timeouts().connect(), settings.timeouts().read());
  }

  @Bean
  Hosting hosting(
      SwarmSettings settings,
      DockerHttpClient swarmManager,
      RegistryLogins logins,
      InstantSource clock) {
    return new SwarmHosting(settings, swarmManager, logins, clock);
  }

  @Bean
  Runs runs(SwarmSettings settings, DockerHttpClient swarmManager, RegistryLogins logins) {
    return new SwarmRuns(settings, swarmManager, logins);
  }
}
