package org.mcws.desk.onboarding.request;

import java.util.regex.Pattern;

/** How container images are named, by the grammar of the distribution project's references. */
final class ImageReference {

  static final String REMEDY =
      "use an image reference with a tag or digest, such as ghcr.io/hispano/site:1.4";

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

  private ImageReference() {}

  /** Whether the text names an image and says which: by tag, by digest or by both. */
  static boolean isPinned(String text) {
    int lastSlash = text.lastIndexOf('/');
    return REFERENCE.matcher(text).matches()
        && (text.contains("@sha256:") || text.indexOf(':', lastSlash) > 0);
  }
}
