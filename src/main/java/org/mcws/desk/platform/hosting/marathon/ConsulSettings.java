package org.mcws.desk.platform.hosting.marathon;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import org.mcws.desk.platform.HttpTimeouts;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The Consul that tells the edge in front of Marathon which host names lead where.
 *
 * @param url address of its HTTP API; any agent will do, since each asks the servers
 * @param token an ACL token that may read and write below {@code apps/}, empty for none
 * @param environment what the edge's environment is called there
 * @param timeouts how long a request may take
 */
@Validated
@ConditionalOnProperty(name = "desk.hosting.marathon.host-names", havingValue = "consul")
@ConfigurationProperties("desk.hosting.marathon.consul")
public record ConsulSettings(
    @NotNull(
            message =
                "say where Consul is, such as"
                    + " desk.hosting.marathon.consul.url=http://127.0.0.1:8500")
        URI url,
    @DefaultValue("") String token,
    @Pattern(regexp = "[a-z0-9-]+", message = "must be of lower-case letters, digits and dashes")
        @DefaultValue("production")
        String environment,
    @NestedConfigurationProperty @Valid @DefaultValue HttpTimeouts timeouts) {

  /** Leaves the token out. */
  @Override
  public String toString() {
    return "ConsulSettings[url=" + url + ", environment=" + environment + "]";
  }
}
