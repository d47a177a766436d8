package org.mcws.desk.engine;

import java.util.List;
import org.camunda.bpm.webapp.impl.security.auth.ContainerBasedAuthenticationFilter;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.security.SecurityProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Hands people whom the provider has let in on to Tasklist, Cockpit and Admin. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("spring.security.oauth2.client.registration.desk.client-id")
class SignOnConfiguration {

  @Bean
  FilterRegistrationBean<ContainerBasedAuthenticationFilter> signedOnPeople() {
    FilterRegistrationBean<ContainerBasedAuthenticationFilter> filter =
        new FilterRegistrationBean<>(new ContainerBasedAuthenticationFilter());
    filter.addInitParameter("authentication-provider", SignedOnPerson.class.getName());
    filter.setUrlPatterns(List.of("/camunda/app/*", "/camunda/api/*"));
    filter.setOrder(SecurityProperties.DEFAULT_FILTER_ORDER + 1);
    return filter;
  }
}
