package org.mcws.desk.platform.images.registry;

import org.mcws.desk.platform.CarefulHttp;
import org.mcws.desk.platform.images.Images;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class RegistryConfiguration {

  /** No registry has to take manifests that are longer, in MiB. */
  static final int LONGEST_MANIFEST = 4;

  @Bean
  CarefulHttp registryHttp(ImagesSettings settings) {
    return new CarefulHttp(settings.timeouts(), LONGEST_MANIFEST);
  }

  @Bean
  Images images(ImagesSettings settings, CarefulHttp registryHttp) {
    return new RememberedImages(
        new RegistryImages(settings, registryHttp), settings.rememberFor(), System::nanoTime);
  }
}
