package org.mcws.desk.platform;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the desk knows of registries.
 *
 * @param all user and password by the registry's name in image references
 * @param known the registries that Ops have named, so that they may be private ones
 */
public record RegistryLogins(Map<String, Login> all, Set<String> known) {

  public RegistryLogins {
    all = Map.copyOf(all);
    known = Set.copyOf(known);
  }

  /** The login that the desk has at the registry of this image. */
  public Optional<Login> of(ImageReference image) {
    return Optional.ofNullable(all.get(image.registry()));
  }

  /** The name under which engines keep the login of a registry: Docker Hub has an old one there. */
  public static String address(String registry) {
    return registry.equals(ImageReference.DOCKER_HUB) ? "https://index.docker.io/v1/" : registry;
  }

  /** User and password. */
  public record Login(String username, String password) {

    /** Leaves the secret out. */
    @Override
    public String toString() {
      return "Login[username=" + username + "]";
    }
  }
}
