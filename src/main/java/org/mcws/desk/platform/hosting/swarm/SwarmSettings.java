package org.mcws.desk.platform.hosting.swarm;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.mcws.desk.platform.DockerEngine;
import org.mcws.desk.platform.HttpTimeouts;
import org.mcws.desk.platform.hosting.HealthChecks;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where the swarm is and how apps run in it.
 *
 * @param engine the Docker engine of a manager, such as {@code unix:///var/run/docker.sock}
 * @param certificates a folder with {@code ca.pem}, {@code cert.pem} and {@code key.pem}, for an
 *     engine that is reached by TLS; null for none
 * @param timeouts how long a request may take
 * @param network the overlay network that the edge and the sites have in common
 * @param checker a BusyBox without libraries, at this path of every machine, with which Docker
 *     checks from inside a site's container whether it answers; empty to leave that to the images
 * @param processes how many processes and threads an instance may have at a time
 * @param monitor how long a new instance must live until the next old one is replaced; said when an
 *     app is made
 * @param health how the apps that have a port are checked
 */
@Validated
@ConditionalOnProperty(name = "desk.hosting.platform", havingValue = "swarm")
@ConfigurationProperties("desk.hosting.swarm")
public record SwarmSettings(
    @NotNull(
            message =
                "say where a manager of the swarm is, such as"
                    + " desk.hosting.swarm.engine=unix:///var/run/docker.sock")
        URI engine,
    Path certificates,
    @NestedConfigurationProperty @DefaultValue HttpTimeouts timeouts,
    @NotBlank @DefaultValue("edge") String network,
    @NotNull @DefaultValue("/bin/busybox") String checker,
    @Min(16) @DefaultValue("512") int processes,
    @NotNull @DurationMin(seconds = 1) @DefaultValue("PT15S") Duration monitor,
    @NestedConfigurationProperty @Valid @DefaultValue HealthChecks health) {

  DockerEngine dockerEngine() {
    return new DockerEngine(engine, certificates);
  }
}
