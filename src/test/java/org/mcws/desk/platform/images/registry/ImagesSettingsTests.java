package org.mcws.desk.platform.images.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.mcws.desk.platform.images.Images;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

class ImagesSettingsTests {

  private final ApplicationContextRunner desk =
      new ApplicationContextRunner().withUserConfiguration(Room.class);

  @Configuration(proxyBeanMethods = false)
  @EnableConfigurationProperties(ImagesSettings.class)
  @Import(RegistryConfiguration.class)
  static class Room {}

  @Test
  void everythingHasADefault() {
    desk.run(
        context -> {
          assertThat(context).hasSingleBean(Images.class);
          ImagesSettings settings = context.getBean(ImagesSettings.class);
          assertThat(settings.mirror().isThere()).isFalse();
          assertThat(settings.registries()).isEmpty();
          assertThat(settings.rememberFor()).isEqualTo(Duration.ofMinutes(1));
          assertThat(settings.readAttempts()).isEqualTo(2);
          assertThat(settings.timeouts().read()).isEqualTo(Duration.ofSeconds(10));
        });
  }

  @Test
  void aRegistryMayHaveAnAddressAndAnAccountAndKeepsItsSecret() {
    desk.withPropertyValues(
            "desk.images.registries[0].host=ghcr.io",
            "desk.images.registries[0].username=desk",
            "desk.images.registries[0].password=geheim",
            "desk.images.registries[1].host=registry.example:5000",
            "desk.images.registries[1].url=http://10.0.0.7:5000",
            "desk.images.mirror.url=https://mirror.example",
            "desk.images.mirror.password=geheim")
        .run(
            context -> {
              ImagesSettings settings = context.getBean(ImagesSettings.class);
              assertThat(settings.registry("ghcr.io").orElseThrow().username()).isEqualTo("desk");
              assertThat(settings.registry("registry.example:5000").orElseThrow().url())
                  .hasToString("http://10.0.0.7:5000");
              assertThat(settings.mirror().isThere()).isTrue();
              assertThat(settings.toString()).contains("ghcr.io").doesNotContain("geheim");
            });
  }

  @Test
  void aRegistryWithoutAHostIsNamed() {
    desk.withPropertyValues("desk.images.registries[0].username=desk")
        .run(
            context ->
                assertThat(context.getStartupFailure())
                    .rootCause()
                    .hasMessageContaining("such as ghcr.io"));
  }
}
