package org.mcws.desk.platform.images.registry;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.mcws.desk.platform.HttpTimeouts;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the desk asks registries for images.
 *
 * @param mirror the one registry that is asked in place of all others but for those whose address
 *     is given, if there is one
 * @param registries what is to be known of single registries: credentials, or another address
 * @param rememberFor how long the digest of an image is remembered, so that a rollout to many
 *     services does not ask for the same image again and again; PT0S to ask every time
 * @param readAttempts how often a registry is asked before it counts as unavailable
 * @param timeouts how long a request may take
 */
@Validated
@ConfigurationProperties("desk.images")
record ImagesSettings(
    @Valid @DefaultValue Mirror mirror,
    List<@Valid Registry> registries,
    @NotNull @DefaultValue("PT1M") Duration rememberFor,
    @Min(1) @Max(5) @DefaultValue("2") int readAttempts,
    @NestedConfigurationProperty @Valid @NotNull @DefaultValue HttpTimeouts timeouts) {

  ImagesSettings {
    registries = registries == null ? List.of() : List.copyOf(registries);
  }

  Optional<Registry> registry(String host) {
    return registries.stream().filter(registry -> registry.host().equals(host)).findFirst();
  }

  /**
   * A registry that has, or fetches, the images of all others. It is told which registry is meant
   * by the parameter {@code ns}, as containerd does.
   *
   * @param url its address, {@code http} allowed
   * @param username the user, empty to ask without
   * @param password the password of that user
   */
  record Mirror(URI url, @DefaultValue("") String username, @DefaultValue("") String password) {

    boolean isThere() {
      return url != null;
    }

    /** Leaves the secret out. */
    @Override
    public String toString() {
      return "Mirror[url=" + url + ", username=" + username + "]";
    }
  }

  /**
   * A registry of which something is to be known.
   *
   * @param host its name in image references, such as {@code ghcr.io} or {@code docker.io}
   * @param url where it is reached if not at {@code https://<host>}; only a registry whose address
   *     is given here may be a private one or speak plain {@code http}
   * @param username the user, empty to ask without
   * @param password the password, or access token, of that user
   */
  record Registry(
      @NotBlank(message = "name the registry as image references do, such as ghcr.io") String host,
      URI url,
      @DefaultValue("") String username,
      @DefaultValue("") String password) {

    /** Leaves the secret out. */
    @Override
    public String toString() {
      return "Registry[host=" + host + ", url=" + url + ", username=" + username + "]";
    }
  }
}
