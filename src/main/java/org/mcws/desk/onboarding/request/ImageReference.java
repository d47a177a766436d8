package org.mcws.desk.onboarding.request;

import java.util.regex.Pattern;

/** How container images are named, by the grammar of the distribution project's references. */
final class ImageReference {

  static final String REMEDY =
      "use an image reference of a public registry with a tag or digest, such as"
          + " ghcr.io/hispano/site:1.4";

  private static final String DOMAIN =
      "(localhost|[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?"
          + "(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*)(:[0-9]{1,5})?";
  private static final String COMPONENT = "[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*";
  private static final Pattern REFERENCE =
      Pattern.compile(
          "("
              + DOMAIN
              + "/)?"
              + COMPONENT
              + "(/"
              + COMPONENT
              + ")*"
              + "(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(@sha256:[0-9a-f]{64})?");

  // A registry is what stands before the first slash and has a dot or a colon, or is localhost.
  private static final Pattern WITH_REGISTRY = Pattern.compile("([^/]*[.:][^/]*|localhost)/.*");
  private static final Pattern PUBLIC_REGISTRY =
      Pattern.compile("([A-Za-z0-9-]+\\.)+[A-Za-z][A-Za-z0-9-]*(:[0-9]{1,5})?");
  private static final int LONGEST = 400;

  private ImageReference() {}

  /**
   * Whether the text names an image and says which: by tag, by digest or by both. Who names a
   * registry by an IP address or a single word means one of the platform's own servers, which its
   * agents must not be led to.
   */
  static boolean isPinned(String text) {
    int lastSlash = text.lastIndexOf('/');
    return text.length() <= LONGEST
        && REFERENCE.matcher(text).matches()
        && hasPublicRegistry(text)
        && (text.contains("@sha256:") || text.indexOf(':', lastSlash) > 0);
  }

  private static boolean hasPublicRegistry(String text) {
    return !WITH_REGISTRY.matcher(text).matches()
        || PUBLIC_REGISTRY.matcher(text.substring(0, text.indexOf('/'))).matches();
  }
}
