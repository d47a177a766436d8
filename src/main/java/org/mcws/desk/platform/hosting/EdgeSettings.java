package org.mcws.desk.platform.hosting;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The door through which visitors reach the sites.
 *
 * @param addresses the IPv4 and IPv6 addresses of the proxies in front of the apps; the A and AAAA
 *     records of sites point there
 * @param port the port at which a check looks at a site as a visitor would
 * @param tlsPort the port at which it does so by TLS; null if the edge speaks no TLS
 * @param trustedCertificates a file with certificates in PEM that visitors trust besides those that
 *     this Java trusts, such as the platform's own authority; null for none
 */
@Validated
@ConfigurationProperties("desk.hosting.edge")
public record EdgeSettings(
    @NotEmpty(
            message =
                "say where visitors reach the sites, such as"
                    + " desk.hosting.edge.addresses=203.0.113.10,2001:db8::10")
        List<String> addresses,
    @Min(1) @Max(65535) @DefaultValue("80") int port,
    @Min(1) @Max(65535) Integer tlsPort,
    Path trustedCertificates) {

  public EdgeSettings {
    addresses = addresses == null ? List.of() : List.copyOf(addresses);
  }

  /** Whether sites are also to be seen by TLS. */
  public boolean speaksTls() {
    return tlsPort != null;
  }

  /** The values that a lookup of a site's addresses should give, by record type. */
  public Map<String, List<String>> addressesByType() {
    return addresses.stream()
        .collect(Collectors.groupingBy(address -> address.contains(":") ? "AAAA" : "A"));
  }
}
