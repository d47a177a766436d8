package org.mcws.desk.platform.dns;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The names the desk gives out and who answers for them.
 *
 * @param server how the zones are changed: powerdns, by the HTTP API of PowerDNS, or update, by DNS
 *     UPDATE
 * @param zones zones under which communities get names, without final dot, such as {@code
 *     communities.example.org}
 * @param authority host and port of the authoritative name server that is asked whether a change is
 *     served, such as {@code ns1.example.org:53}; port 53 if none is given
 */
@Validated
@ConfigurationProperties("desk.dns")
public record DnsSettings(
    @DefaultValue("powerdns")
        @Pattern(regexp = "powerdns|update", message = "must be powerdns or update")
        String server,
    @NotEmpty(message = "name the zones under which names are given out, such as example.org")
        List<@NotBlank String> zones,
    @NotBlank(message = "name the authoritative name server, such as ns1.example.org:53")
        @Pattern(
            regexp = NameServerAddress.PATTERN + "|\\s*",
            message = "must be host:port, such as ns1.example.org:53 or [2001:db8::53]:53")
        String authority) {}
