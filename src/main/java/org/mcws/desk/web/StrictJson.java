package org.mcws.desk.web;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.json.MappingJackson2HttpMessageConverter;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * The desk's API refuses properties that it does not know: a misspelled one would be lost silently.
 * Only here; what other servers answer may have more than the desk reads.
 */
@Configuration(proxyBeanMethods = false)
class StrictJson implements WebMvcConfigurer {

  @Override
  public void extendMessageConverters(List<HttpMessageConverter<?>> converters) {
    converters.replaceAll(
        converter -> {
          if (!(converter instanceof MappingJackson2HttpMessageConverter lenient)) {
            return converter;
          }
          ObjectMapper strict =
              lenient
                  .getObjectMapper()
                  .copy()
                  .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                  .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
          return new MappingJackson2HttpMessageConverter(strict);
        });
  }
}
