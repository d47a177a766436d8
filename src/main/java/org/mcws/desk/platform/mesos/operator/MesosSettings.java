package org.mcws.desk.platform.mesos.operator;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.util.List;
import org.mcws.desk.platform.HttpTimeouts;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where Mesos is and how it is asked.
 *
 * @param urls the addresses of all its masters, since only the one that leads answers; none for a
 *     desk that knows nothing of the machines
 * @param username the user for HTTP Basic authentication, empty for none
 * @param password the password for HTTP Basic authentication
 * @param agentUsername the user for HTTP Basic authentication at the agents, empty for none: who
 *     may register as an agent gets to see it
 * @param agentPassword the password for HTTP Basic authentication at the agents
 * @param timeouts how long a request may take
 * @param readAttempts how often the masters are asked before Mesos counts as unavailable, if the
 *     request only reads
 */
@Validated
@ConfigurationProperties("desk.mesos")
public record MesosSettings(
    List<URI> urls,
    @DefaultValue("") String username,
    @DefaultValue("") String password,
    @DefaultValue("") String agentUsername,
    @DefaultValue("") String agentPassword,
    @NestedConfigurationProperty @DefaultValue HttpTimeouts timeouts,
    @Min(1) @Max(5) @DefaultValue("2") int readAttempts) {

  public MesosSettings {
    urls = urls == null ? List.of() : List.copyOf(urls);
    for (URI url : urls) {
      if (url.getHost() == null || !String.valueOf(url.getScheme()).matches("https?")) {
        throw new IllegalArgumentException(
            "desk.mesos.urls must be addresses such as http://master1.example:5050, not " + url);
      }
    }
  }

  /** Leaves the password out. */
  @Override
  public String toString() {
    return "MesosSettings[urls=" + urls + ", username=" + username + "]";
  }
}
