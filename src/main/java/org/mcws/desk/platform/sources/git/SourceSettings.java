package org.mcws.desk.platform.sources.git;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import org.mcws.desk.platform.HttpTimeouts;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How the desk fetches from communities' git repositories.
 *
 * @param knownHosts servers that may have a private address and speak plain {@code http}, each as
 *     host or host and port, such as {@code git.example.org:3000}, to fetch from and to tell of
 *     commits; all others are reached by {@code https} at public addresses only
 * @param largest how much a repository may send, and how large its files may be together
 * @param time how long fetching may take
 * @param timeouts how long connecting may take, and how long a server may say nothing
 */
@Validated
@ConfigurationProperties("desk.sources")
record SourceSettings(
    List<String> knownHosts,
    @NotNull @DefaultValue("100MB") DataSize largest,
    @NotNull @DefaultValue("PT5M") Duration time,
    @NestedConfigurationProperty @Valid @NotNull @DefaultValue HttpTimeouts timeouts) {

  SourceSettings {
    knownHosts = knownHosts == null ? List.of() : List.copyOf(knownHosts);
  }
}
