package org.mcws.desk.ops;

import java.time.Duration;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * The library that draws plots, from its jar, beside the desk's own assets. Browsers may keep it:
 * its address names its version.
 */
@Configuration(proxyBeanMethods = false)
class PlotLibrary implements WebMvcConfigurer {

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry
        .addResourceHandler("/assets/chart.js/**")
        .addResourceLocations("classpath:/META-INF/resources/webjars/chart.js/")
        .setCacheControl(CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable());
  }
}
