package org.mcws.desk.platform.images.registry;

import java.util.stream.Collectors;
import org.mcws.desk.platform.CarefulHttp;
import org.mcws.desk.platform.RegistryLogins;
import org.mcws.desk.platform.RegistryLogins.Login;
import org.mcws.desk.platform.images.Images;
import org.mcws.desk.platform.images.registry.ImagesSettings.Registry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

@Configuration(proxyBeanMethods = false)
class RegistryConfiguration {

  /** No registry has to take manifests that are longer. */
  static final DataSize LONGEST_MANIFEST = DataSize.ofMegabytes(4);

  @Bean
  CarefulHttp registryHttp(ImagesSettings settings) {
    return new CarefulHttp(settings.timeouts(), LONGEST_MANIFEST);
  }

  @Bean
  RegistryLogins registryLogins(ImagesSettings settings) {
    return new RegistryLogins(
        settings.registries().stream()
            .filter(registry -> !registry.username().isEmpty())
            .collect(
                Collectors.toMap(
                    Registry::host,
                    registry -> new Login(registry.username(), registry.password()),
                    (first, again) -> first)),
        settings.registries().stream().map(Registry::host).collect(Collectors.toSet()));
  }

  @Bean
  Images images(ImagesSettings settings, CarefulHttp registryHttp) {
    return new RememberedImages(
        new RegistryImages(settings, registryHttp), settings.rememberFor(), System::nanoTime);
  }
}
