package org.mcws.desk.platform.hosting.marathon;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import org.mcws.desk.platform.HttpTimeouts;
import org.mcws.desk.platform.hosting.HealthChecks;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where Marathon is and how it is asked.
 *
 * @param url its address; any instance will do, since each passes requests on to the leader
 * @param username the user for HTTP Basic authentication, empty for none
 * @param password the password for HTTP Basic authentication
 * @param token the DC/OS token to send in place of user and password, empty for none
 * @param timeouts how long a request may take
 * @param readAttempts how often a request that only reads is tried before Marathon counts as
 *     unavailable
 * @param hostNames how the edge is told which host names lead to which app
 * @param events whether the desk listens to what happens to apps, so that it notices sooner
 * @param health how the apps that have a port are checked
 */
@Validated
@ConditionalOnProperty(
    name = "desk.hosting.platform",
    havingValue = "marathon",
    matchIfMissing = true)
@ConfigurationProperties("desk.hosting.marathon")
public record MarathonSettings(
    @NotNull(
            message =
                "say where Marathon is, such as"
                    + " desk.hosting.marathon.url=http://marathon.example:8080")
        URI url,
    @DefaultValue("") String username,
    @DefaultValue("") String password,
    @DefaultValue("") String token,
    @NestedConfigurationProperty @DefaultValue HttpTimeouts timeouts,
    @Min(1) @Max(5) @DefaultValue("2") int readAttempts,
    @NotNull @DefaultValue("labels") HostNamesBy hostNames,
    @DefaultValue("true") boolean events,
    @NestedConfigurationProperty @Valid @DefaultValue HealthChecks health) {

  /** How the edge is told of host names. */
  public enum HostNamesBy {
    /** By the apps' labels, which marathon-lb reads. */
    LABELS,
    /** By keys in Consul, beside labels that mesos-consul reads. */
    CONSUL
  }

  /** Leaves the secrets out. */
  @Override
  public String toString() {
    return "MarathonSettings[url=" + url + ", username=" + username + "]";
  }
}
