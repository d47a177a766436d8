package org.mcws.desk.web;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the API's page says of the API as a whole, and how one logs in to try it. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

  private static final String BASIC = "basic";

  @Bean
  OpenAPI api() {
    return new OpenAPI()
        .info(
            new Info()
                .title("MCWS Desk")
                .version("1")
                .description(
                    "Lists are paged. A POST takes an `Idempotency-Key`, so that sending it again"
                        + " does nothing twice. Errors are problem details (RFC 9457)."))
        .components(
            new Components()
                .addSecuritySchemes(
                    BASIC, new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("basic")))
        .addSecurityItem(new SecurityRequirement().addList(BASIC));
  }
}
