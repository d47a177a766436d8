package org.mcws.desk.secret;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Nobody gets a box before its key is known to be the right one. */
@Configuration(proxyBeanMethods = false)
class SecretConfiguration {

  @Bean
  SecretBox secretBox(CommonKey key) {
    return key.box();
  }
}
