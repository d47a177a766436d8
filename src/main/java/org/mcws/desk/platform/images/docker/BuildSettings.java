package org.mcws.desk.platform.images.docker;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.mcws.desk.platform.ImageReference;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How images are built from what communities hand in.
 *
 * @param engine the Docker engine that builds, such as {@code unix:///var/run/docker.sock}; without
 *     one nothing is built
 * @param certificates a folder with {@code ca.pem}, {@code cert.pem} and {@code key.pem}, for an
 *     engine that is reached by TLS
 * @param repository where in which registry the images go, such as {@code
 *     registry.example.org/communities}; user and password are those of {@code
 *     desk.images.registries}
 * @param network the Docker network that build steps are in; {@code none} lets them reach nothing
 * @param pull whether the engine asks at each build for newer versions of what images are made from
 * @param memory what a step may use
 * @param cpus how many processors' time a step may use
 * @param processes how many processes and threads a step may have at a time
 * @param time how long a build may take, from its files to the registry
 * @param context how large the files may be that are built from
 * @param disk how much all steps together may write, and how large an image may be
 * @param log how much of what a build prints is kept; what prints more is stopped
 * @param keepFor how long the engine keeps what a build has made, so that the next one is faster
 */
@Validated
@ConfigurationProperties("desk.builds")
record BuildSettings(
    URI engine,
    Path certificates,
    @DefaultValue("") @Pattern(regexp = "[^@]*", message = "give a name without digest")
        String repository,
    @NotBlank @DefaultValue("none") String network,
    @DefaultValue("true") boolean pull,
    @NotNull @DefaultValue("1GB") DataSize memory,
    @DecimalMin("0.1") @DefaultValue("1") double cpus,
    @Min(16) @DefaultValue("512") int processes,
    @NotNull @DefaultValue("PT20M") Duration time,
    @NotNull @DefaultValue("100MB") DataSize context,
    @NotNull @DefaultValue("4GB") DataSize disk,
    @NotNull @DefaultValue("2MB") DataSize log,
    @NotNull @DurationMin(hours = 1) @DefaultValue("P2D") Duration keepFor) {

  @AssertTrue(
      message =
          "desk.builds.repository must say where the images go, such as"
              + " registry.example.org/communities, in lower case and without tag")
  boolean isRepositoryUsable() {
    return engine == null
        || ImageReference.parse(repository)
            .filter(name -> name.tag().isEmpty() && repository.contains("/"))
            .isPresent();
  }

  /** The host is reached by all of its processes, and so is what only they may reach. */
  @AssertTrue(message = "desk.builds.network must not be host: builds would be on the host's own")
  boolean isNetworkApart() {
    return !network.equals("host") && !network.startsWith("container:");
  }
}
