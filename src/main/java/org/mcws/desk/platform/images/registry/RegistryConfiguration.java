package org.mcws.desk.platform.images.registry;

import org.mcws.desk.platform.images.Images;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class RegistryConfiguration {

  @Bean
  RegistryHttp registryHttp(ImagesSettings settings) {
    return new RegistryHttp(settings.timeouts());
  }

  @Bean
  Images images(ImagesSettings settings, RegistryHttp http) {
    return new RememberedImages(
        new RegistryImages(settings, http), settings.rememberFor(), System::nanoTime);
  }
}
