package org.mcws.desk.inventory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.mcws.desk.platform.ImageReference;

/**
 * Images that are looked for among those that run.
 *
 * @param references by reference: without a tag and a digest the tag {@code latest} is meant, as
 *     Docker has it
 * @param digests by digest alone
 */
record ImageQuery(List<ImageReference> references, Set<String> digests) {

  private static final String DIGEST = "sha256:[0-9a-f]{64}";
  private static final String LATEST = "latest";

  static ImageQuery of(Collection<String> images) {
    List<ImageReference> references = new ArrayList<>();
    Set<String> digests = new HashSet<>();
    for (String image : images) {
      if (image.matches(DIGEST)) {
        digests.add(image);
      } else {
        ImageReference.parse(image).ifPresent(references::add);
      }
    }
    references.forEach(reference -> reference.digest().ifPresent(digests::add));
    return new ImageQuery(references, digests);
  }

  Set<String> repositories() {
    return references.stream().map(ImageReference::name).collect(Collectors.toSet());
  }

  boolean matches(DeliveredService service) {
    return service.imageDigest().filter(digests::contains).isPresent()
        || references.stream().anyMatch(reference -> matches(reference, service));
  }

  /** A digest that is known on both sides decides alone: a tag can be moved. */
  private static boolean matches(ImageReference reference, DeliveredService service) {
    if (reference.digest().isPresent() && service.imageDigest().isPresent()) {
      return false;
    }
    Optional<String> tag = reference.isPinned() ? reference.tag() : Optional.of(LATEST);
    return reference.name().equals(service.imageRepository())
        && tag.isPresent()
        && tag.get().equals(service.imageTag());
  }
}
