package org.mcws.desk.rollout;

import java.util.List;
import java.util.Locale;

/**
 * What ends the problem for one service.
 *
 * @param kind of what the version is
 * @param version the lowest version that ends it
 */
record Fix(Kind kind, String version) {

  private static final int LONGEST = 200;

  /** Of what a version is. */
  enum Kind {
    /** Of the software of the service's blueprint, after which its images are named. */
    SOFTWARE,
    /** Of the image itself: a tag. */
    IMAGE,
    /** Of something in the image, which its name does not tell. */
    COMPONENT
  }

  /** As a row keeps it. */
  String text() {
    return Texts.cut(kind.name().toLowerCase(Locale.ROOT) + ":" + version, LONGEST);
  }

  /** Whether whoever has this one has the other, too. */
  boolean covers(Fix other) {
    if (kind != other.kind) {
      return false;
    }
    if (kind == Kind.COMPONENT) {
      return List.of(version.split(", ")).containsAll(List.of(other.version.split(", ")));
    }
    return version.equals(other.version)
        || NumberedTag.of(version)
            .flatMap(own -> NumberedTag.of(other.version).map(theirs -> own.compareTo(theirs) >= 0))
            .orElse(false);
  }

  static Fix of(String text) {
    int colon = text.indexOf(':');
    return new Fix(
        Kind.valueOf(text.substring(0, colon).toUpperCase(Locale.ROOT)), text.substring(colon + 1));
  }
}
