package org.mcws.desk.advisory.format;

import java.util.List;
import org.mcws.desk.platform.ImageReference;

/** How scanners name the image that they looked into. */
final class ImageNames {

  private ImageNames() {}

  /** Whether the text names an image and not, say, an archive of one. */
  static boolean isOne(String text) {
    return ImageReference.parse(text).isPresent();
  }

  /** The tag together with the digest of the same repository, if there is one. */
  static String withDigest(String tag, List<String> digests) {
    if (tag.indexOf('@') >= 0) {
      return tag;
    }
    return digests.stream()
        .filter(digest -> repository(digest).equals(repository(tag)))
        .findFirst()
        .map(digest -> tag + digest.substring(digest.indexOf('@')))
        .orElse(tag);
  }

  /** Whether both name the same image by its digest. */
  static boolean haveOneDigest(String one, String other) {
    int a = one.indexOf('@');
    int b = other.indexOf('@');
    return a >= 0 && b >= 0 && one.substring(a).equals(other.substring(b));
  }

  private static String repository(String reference) {
    return ImageReference.parse(reference)
        .map(image -> image.registry() + "/" + image.repository())
        .orElse(reference);
  }
}
