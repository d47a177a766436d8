package org.mcws.desk.inventory;

import java.util.List;

/**
 * A bill of materials.
 *
 * @param components the packages that it lists, each once
 * @param passedOver how many of its components are no packages, such as files and operating
 *     systems, or are said not to be part of what runs
 */
record Sbom(List<SbomComponent> components, int passedOver) {

  Sbom {
    components = List.copyOf(components);
  }
}
