package org.mcws.desk.platform.hosting.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mcws.desk.platform.RegistryLogins;
import org.mcws.desk.platform.hosting.Hosting;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** As the desk does it: all settings are found, those of the other platform, too. */
class SwarmSettingsTests {

  private final ApplicationContextRunner desk =
      new ApplicationContextRunner()
          .withUserConfiguration(Room.class)
          .withPropertyValues(
              "desk.hosting.platform=swarm",
              "desk.hosting.edge.addresses=203.0.113.10",
              "desk.hosting.swarm.engine=unix:///var/run/docker.sock");

  @Configuration(proxyBeanMethods = false)
  @Import(SwarmConfiguration.class)
  @ConfigurationPropertiesScan("org.mcws.desk.platform.hosting")
  static class Room {

    @Bean
    Clock clock() {
      return Clock.systemUTC();
    }

    @Bean
    RegistryLogins logins() {
      return new RegistryLogins(Map.of(), Set.of());
    }
  }

  @Test
  void swarmNeedsNothingOfMarathon() {
    desk.run(
        context -> assertThat(context).getBean(Hosting.class).isInstanceOf(SwarmHosting.class));
  }

  @Test
  void everythingButTheEngineHasADefault() {
    desk.run(
        context -> {
          SwarmSettings settings = context.getBean(SwarmSettings.class);
          assertThat(settings.network()).isEqualTo("edge");
          assertThat(settings.checker()).isEqualTo("/bin/busybox");
          assertThat(settings.monitor()).isEqualTo(Duration.ofSeconds(15));
          assertThat(settings.health().maxFailures()).isEqualTo(3);
        });
  }

  @Test
  void saysThatTheEngineIsMissing() {
    desk.withPropertyValues("desk.hosting.swarm.engine=")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining("desk.hosting.swarm.engine=unix:"));
  }
}
