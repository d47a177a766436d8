package org.mcws.desk.advisory;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * For which release of a distribution a package was built: the same version has a fix in one only.
 */
final class DistributionRelease {

  private static final Pattern DISTRO = Pattern.compile("[?&]distro=([^&#]*)");
  private static final Pattern NUMBERS = Pattern.compile("[0-9]+(?:\\.[0-9]+)*");

  private DistributionRelease() {}

  /** The release that a package URL names. */
  static Optional<String> ofPurl(String purl) {
    Matcher matcher = DISTRO.matcher(purl == null ? "" : purl);
    return matcher.find()
        ? Optional.of(decoded(matcher.group(1)).toLowerCase(Locale.ROOT))
        : Optional.empty();
  }

  /**
   * Whether a release is, or is a part of, another: debian-12.5 is in debian-12. Where only one has
   * numbers, since the other has a name, they may be the same.
   */
  static boolean isIn(String release, String other) {
    Optional<String> numbers = numbers(release);
    Optional<String> meant = numbers(other);
    return numbers.isEmpty()
        || meant.isEmpty()
        || numbers.get().equals(meant.get())
        || numbers.get().startsWith(meant.get() + ".");
  }

  private static Optional<String> numbers(String release) {
    Matcher matcher = NUMBERS.matcher(release);
    return matcher.find() ? Optional.of(matcher.group()) : Optional.empty();
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
