package org.mcws.desk.platform.dns.powerdns;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.util.List;
import org.mcws.desk.platform.HttpTimeouts;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the desk reaches PowerDNS.
 *
 * @param url address of the server's webserver without {@code /api}, such as {@code
 *     http://ns1.example.org:8081}
 * @param apiKey the value of {@code api-key} in the server's configuration
 * @param serverId the server behind that address; anything but {@code localhost} only behind a
 *     proxy that speaks for several
 * @param nameServers host names of the servers that answer for new zones, without final dot, such
 *     as {@code ns1.example.org}
 * @param timeouts how long a call may take
 */
@Validated
@ConditionalOnProperty(name = "desk.dns.server", havingValue = "powerdns", matchIfMissing = true)
@ConfigurationProperties("desk.dns.powerdns")
record PowerDnsSettings(
    @NotNull(
            message =
                "give the address of PowerDNS' webserver, such as http://127.0.0.1:8081, or set"
                    + " desk.dns.server=update for a name server of another kind")
        URI url,
    @NotBlank(message = "give the api-key of PowerDNS' configuration, such as 4f1d6c...")
        String apiKey,
    @NotBlank @DefaultValue("localhost") String serverId,
    @NotEmpty(message = "name the servers that answer for new zones, such as ns1.example.org")
        List<@NotBlank String> nameServers,
    @NestedConfigurationProperty @Valid @NotNull @DefaultValue HttpTimeouts timeouts) {

  /** Leaves the key out. */
  @Override
  public String toString() {
    return "PowerDnsSettings[url=" + url + ", serverId=" + serverId + "]";
  }
}
