package org.mcws.desk.inventory;

import java.util.Optional;
import org.mcws.desk.engine.InvalidInput;
import org.mcws.desk.platform.ImageReference;

/**
 * The image that a bill of materials was made of.
 *
 * @param name repository and tag; empty if only a digest is known
 * @param digest the digest; empty if it is not known
 */
record SbomImage(String name, String digest) {

  private static final String DIGEST = "sha256:[0-9a-f]{64}";

  /** The one that the service runs. */
  static SbomImage running(DeliveredService service) {
    return new SbomImage(service.imageName(), service.imageDigest().orElse(""));
  }

  /**
   * @param image reference or digest
   * @throws InvalidInput if it is neither
   */
  static SbomImage named(String image) {
    if (image.matches(DIGEST)) {
      return new SbomImage("", image);
    }
    return ImageReference.parse(image)
        .map(
            reference ->
                new SbomImage(
                    new ImageReference(
                            reference.registry(),
                            reference.repository(),
                            reference.tag(),
                            Optional.empty())
                        .toString(),
                    reference.digest().orElse("")))
        .orElseThrow(
            () ->
                new InvalidInput(
                    "image",
                    "'image' must be an image reference or a digest, such as"
                        + " ghcr.io/hispano/site:1.4 or sha256:…"));
  }

  /** The image as people write it. */
  @Override
  public String toString() {
    return name.isEmpty() ? digest : digest.isEmpty() ? name : name + "@" + digest;
  }
}
