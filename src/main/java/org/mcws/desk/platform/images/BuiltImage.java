package org.mcws.desk.platform.images;

import java.util.List;
import java.util.Optional;

/**
 * An image that was built and is in the registry.
 *
 * @param reference its name with its tag and its digest
 * @param digest the digest of its manifest in the registry
 * @param bytes its size, with all that it is made from
 * @param ports the ports on which it says that it listens, by TCP
 * @param sbom the bill of materials that lies in it, if one does
 */
public record BuiltImage(
    String reference, String digest, long bytes, List<Integer> ports, Optional<String> sbom) {

  public BuiltImage {
    ports = List.copyOf(ports);
  }
}
