package org.mcws.desk.advisory;

import java.util.Optional;
import org.mcws.desk.inventory.DeliveredService;
import org.mcws.desk.platform.ImageReference;

/**
 * The image that a service runs.
 *
 * @param reference its name; empty if it is not known
 * @param digest its digest; empty if it is not known
 */
record RunningImage(Optional<ImageReference> reference, Optional<String> digest) {

  private static final String LATEST = "latest";

  static RunningImage of(DeliveredService service) {
    return new RunningImage(
        Optional.ofNullable(service.image()).flatMap(ImageReference::parse), service.imageDigest());
  }

  /** The tag, or nothing. */
  String tag() {
    return reference.flatMap(ImageReference::tag).orElse("");
  }

  /**
   * Whether this is the image: by digest where both are known, since a tag can be moved, else by
   * name and tag.
   *
   * @param image image reference, or a digest alone
   */
  boolean isOf(String image) {
    if (image.startsWith("sha256:")) {
      return digest.filter(image::equals).isPresent();
    }
    Optional<ImageReference> meant = ImageReference.parse(image);
    if (meant.isEmpty()) {
      return false;
    }
    if (meant.get().digest().isPresent() && digest.isPresent()) {
      return digest.equals(meant.get().digest());
    }
    Optional<String> tag = meant.get().isPinned() ? meant.get().tag() : Optional.of(LATEST);
    return tag.isPresent()
        && reference.filter(own -> own.name().equals(meant.get().name())).isPresent()
        && tag.equals(reference.flatMap(ImageReference::tag));
  }
}
