package org.mcws.desk.platform.images;

import java.util.List;
import java.util.Optional;

/**
 * What image registries have. All throw {@link org.mcws.desk.platform.PlatformUnavailable} when a
 * registry gives no usable answer, and {@link org.mcws.desk.platform.PlatformRefusal} ({@code
 * imageRefused}) when it does not let the desk look.
 */
public interface Images {

  /**
   * The digest of an image.
   *
   * @param reference image reference, with tag or digest; Docker's short names are understood
   * @return such as {@code sha256:…}; empty if the registry has no such image
   */
  Optional<String> digest(String reference);

  /**
   * The tags of an image's repository, in no order; empty if there is no such repository.
   *
   * @param reference image reference, of which only the repository counts
   */
  List<String> tags(String reference);
}
