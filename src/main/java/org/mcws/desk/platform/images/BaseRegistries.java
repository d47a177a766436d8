package org.mcws.desk.platform.images;

import java.util.Set;

/**
 * The registries that images may be built from although they are private ones: those that Ops have
 * named, but for the one that holds what communities have built.
 *
 * @param known their names in image references
 */
public record BaseRegistries(Set<String> known) {

  public BaseRegistries {
    known = Set.copyOf(known);
  }
}
