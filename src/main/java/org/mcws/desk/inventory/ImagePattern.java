package org.mcws.desk.inventory;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mcws.desk.platform.ImageReference;

/**
 * How the images of a piece of software are named after its version.
 *
 * @param text image reference with the word {@code {version}} in its tag, such as {@code
 *     wordpress:{version}-php8.3-apache}
 */
record ImagePattern(String text) {

  private static final String VERSION = "{version}";
  private static final Pattern LEADING_VERSION =
      Pattern.compile("v?([0-9]+(\\.[0-9]+)*)([-_+].*)?");

  String imageFor(String version) {
    return text.replace(VERSION, version);
  }

  /**
   * The version that {@link #imageFor} would give this image for; else the numbers at the beginning
   * of the tag, since Ops may have chosen another variant. Empty if it is an image of something
   * else.
   */
  Optional<String> versionOf(ImageReference image) {
    int colon = text.lastIndexOf(':');
    String tagPattern = text.substring(colon + 1);
    String name =
        ImageReference.parse(text.substring(0, colon)).map(ImageReference::name).orElseThrow();
    if (!image.name().equals(name)) {
      return Optional.empty();
    }
    int at = tagPattern.indexOf(VERSION);
    Pattern exact =
        Pattern.compile(
            Pattern.quote(tagPattern.substring(0, at))
                + "([0-9].*?)"
                + Pattern.quote(tagPattern.substring(at + VERSION.length())));
    return image.tag().flatMap(tag -> match(exact, tag).or(() -> match(LEADING_VERSION, tag)));
  }

  private static Optional<String> match(Pattern pattern, String tag) {
    Matcher matcher = pattern.matcher(tag);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
