package org.mcws.desk.sandbox.images;

import java.util.Optional;

/**
 * An image as the machines of the hosting platform name it.
 *
 * @param repository with its registry, such as {@code docker.io/library/wordpress}
 * @param tag the tag
 */
record ImageName(String repository, String tag) {

  private static final String DOCKER_HUB = "docker.io/";

  /** Empty if the image has no tag, but a digest alone. */
  static Optional<ImageName> of(String image) {
    String reference = image.replaceFirst("@.*", "");
    int colon = reference.lastIndexOf(':');
    int slash = reference.lastIndexOf('/');
    if (colon <= slash && image.contains("@")) {
      return Optional.empty();
    }
    String name = colon > slash ? reference.substring(0, colon) : reference;
    return Optional.of(
        new ImageName(
            withRegistry(name), colon > slash ? reference.substring(colon + 1) : "latest"));
  }

  /** A registry has a dot or a colon in its name. */
  private static String withRegistry(String name) {
    int slash = name.indexOf('/');
    boolean hasRegistry = slash > 0 && name.substring(0, slash).matches(".*[.:].*|localhost");
    String full = hasRegistry ? name : DOCKER_HUB + name;
    return full.startsWith(DOCKER_HUB) && full.indexOf('/', DOCKER_HUB.length()) < 0
        ? DOCKER_HUB + "library/" + full.substring(DOCKER_HUB.length())
        : full;
  }
}
