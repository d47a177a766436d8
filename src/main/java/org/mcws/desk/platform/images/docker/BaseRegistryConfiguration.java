package org.mcws.desk.platform.images.docker;

import java.util.HashSet;
import java.util.Set;
import org.mcws.desk.platform.ImageReference;
import org.mcws.desk.platform.RegistryLogins;
import org.mcws.desk.platform.images.BaseRegistries;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class BaseRegistryConfiguration {

  @Bean
  BaseRegistries baseRegistries(BuildSettings settings, RegistryLogins logins) {
    Set<String> known = new HashSet<>(logins.known());
    ImageReference.parse(settings.repository())
        .map(ImageReference::registry)
        .ifPresent(known::remove);
    return new BaseRegistries(known);
  }
}
