package org.mcws.desk.platform;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a container image is named, by the grammar of the distribution project's references and with
 * Docker's short names: {@code wordpress:6.8} is {@code docker.io/library/wordpress:6.8}.
 *
 * @param registry the registry's host, with its port if it has one; {@code docker.io} for Docker
 *     Hub
 * @param repository the repository's path in the registry
 * @param tag the tag, if one is named
 * @param digest the digest, if one is named, such as {@code sha256:…}
 */
public record ImageReference(
    String registry, String repository, Optional<String> tag, Optional<String> digest) {

  /** Docker Hub, which is meant where no registry is named. */
  public static final String DOCKER_HUB = "docker.io";

  private static final String LIBRARY = "library/";

  private static final String DOMAIN =
      "(localhost|[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?"
          + "(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*)(:[0-9]{1,5})?";
  private static final String COMPONENT = "[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*";
  private static final Pattern REFERENCE =
      Pattern.compile(
          "("
              + DOMAIN
              + "/)?"
              + COMPONENT
              + "(/"
              + COMPONENT
              + ")*"
              + "(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(@sha256:[0-9a-f]{64})?");

  // A registry is what stands before the first slash and has a dot or a colon, or is localhost.
  private static final Pattern WITH_REGISTRY = Pattern.compile("([^/]*[.:][^/]*|localhost)/.*");
  private static final Pattern PUBLIC_REGISTRY =
      Pattern.compile("([A-Za-z0-9-]+\\.)+[A-Za-z][A-Za-z0-9-]*(:[0-9]{1,5})?");
  private static final int LONGEST = 400;

  /** Reads a reference; empty if the text is none. */
  public static Optional<ImageReference> parse(String text) {
    if (text.length() > LONGEST || !REFERENCE.matcher(text).matches()) {
      return Optional.empty();
    }
    int at = text.indexOf('@');
    Optional<String> digest = at < 0 ? Optional.empty() : Optional.of(text.substring(at + 1));
    String rest = at < 0 ? text : text.substring(0, at);
    int colon = rest.lastIndexOf(':');
    boolean tagged = colon > rest.lastIndexOf('/');
    Optional<String> tag = tagged ? Optional.of(rest.substring(colon + 1)) : Optional.empty();
    String name = tagged ? rest.substring(0, colon) : rest;
    String registry = DOCKER_HUB;
    if (WITH_REGISTRY.matcher(name).matches()) {
      registry = name.substring(0, name.indexOf('/'));
      name = name.substring(name.indexOf('/') + 1);
    }
    if (registry.equals("index.docker.io") || registry.equals("registry-1.docker.io")) {
      registry = DOCKER_HUB;
    }
    if (registry.equals(DOCKER_HUB) && name.indexOf('/') < 0) {
      name = LIBRARY + name;
    }
    return Optional.of(new ImageReference(registry, name, tag, digest));
  }

  /** Whether it says which image is meant: by tag, by digest or by both. */
  public boolean isPinned() {
    return tag.isPresent() || digest.isPresent();
  }

  /**
   * Whether the registry is named as a public one is. Who names it by an IP address or a single
   * word means one of the platform's own servers, which nobody must be led to.
   */
  public boolean hasPublicRegistry() {
    return PUBLIC_REGISTRY.matcher(registry).matches();
  }

  /** The repository as Docker names it: {@code wordpress}, {@code ghcr.io/hispano/site}. */
  public String name() {
    if (!registry.equals(DOCKER_HUB)) {
      return registry + "/" + repository;
    }
    return repository.startsWith(LIBRARY) ? repository.substring(LIBRARY.length()) : repository;
  }

  /** The reference as Docker writes it, as short as can be. */
  @Override
  public String toString() {
    return name() + tag.map(t -> ":" + t).orElse("") + digest.map(d -> "@" + d).orElse("");
  }
}
