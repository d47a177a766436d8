package org.mcws.desk.status.page;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.filter.ShallowEtagHeaderFilter;

/** How long what everybody may see can be kept by browsers and proxies. */
@Configuration(proxyBeanMethods = false)
class Freshness {

  static final CacheControl HALF_A_MINUTE =
      CacheControl.maxAge(Duration.ofSeconds(30)).cachePublic();

  /** Who has the same already gets a 304 and no body. */
  @Bean
  FilterRegistrationBean<ShallowEtagHeaderFilter> statusTags() {
    FilterRegistrationBean<ShallowEtagHeaderFilter> tags =
        new FilterRegistrationBean<>(new ShallowEtagHeaderFilter());
    tags.setUrlPatterns(
        List.of("/status", "/status/*", "/status.atom", "/status.ics", "/api/v2/*"));
    return tags;
  }
}
