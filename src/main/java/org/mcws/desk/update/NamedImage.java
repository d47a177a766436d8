package org.mcws.desk.update;

import java.util.List;
import org.mcws.desk.engine.InvalidField;
import org.mcws.desk.platform.ImageReference;

/** An image as a person or a process names it, which is not to be trusted. */
final class NamedImage {

  private NamedImage() {}

  /** Adds what is wrong; a missing image is not. */
  static void check(String field, String image, List<InvalidField> found) {
    boolean fine =
        image == null
            || ImageReference.parse(image)
                .filter(one -> one.isPinned() && one.hasPublicRegistry())
                .isPresent();
    if (!fine) {
      found.add(
          new InvalidField(
              field,
              "Name the image by a reference of a public registry with a tag or digest, such as"
                  + " ghcr.io/hispano/site:1.4."));
    }
  }
}
