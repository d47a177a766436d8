package org.mcws.desk.sandbox;

import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

/** The sandbox's own doors are open to everybody. */
@Configuration(proxyBeanMethods = false)
@Profile("sandbox")
@ConditionalOnWebApplication
class SandboxSecurity {

  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE)
  SecurityFilterChain sandboxDoors(HttpSecurity http) throws Exception {
    return http.securityMatcher("/api/sandbox/**", "/sandbox/**")
        .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        // Nobody is logged in here, so there is nothing to forge; faults come as JSON only.
        .csrf(CsrfConfigurer::disable)
        .build();
  }
}
