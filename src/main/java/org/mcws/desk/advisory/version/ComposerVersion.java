package org.mcws.desk.advisory.version;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of a PHP package, as Composer normalises it.
 *
 * @param numbers as many as are written
 * @param stability dev, alpha, beta, RC, stable, patch: 0 to 5
 * @param count the number after the stability's name
 * @param development whether it leads up to that version
 */
record ComposerVersion(List<String> numbers, int stability, List<String> count, boolean development)
    implements Comparable<ComposerVersion> {

  private static final int STABLE = 4;

  private static final Pattern VERSION =
      Pattern.compile(
          "v?(?<numbers>[0-9]+(?:[.][0-9]+)*+)"
              + "(?:[._-]?(?<stability>stable|beta|b|rc|alpha|a|patch|pl|p)"
              + "(?<count>(?:[.-]?[0-9]+)*+))?(?<dev>[.-]?dev)?(?:\\+.*)?");

  /** The head of a branch: newer than all that was released from it. */
  private static final Pattern BRANCH =
      Pattern.compile("v?(?<numbers>[0-9]+(?:\\.[0-9]+)*+)\\.[x*](?:-dev)?");

  private static final String HEAD = "9999999";

  static ComposerVersion parse(String version) {
    String lower = version.toLowerCase(Locale.ROOT);
    Matcher branch = BRANCH.matcher(lower);
    if (branch.matches()) {
      return new ComposerVersion(
          List.of((branch.group("numbers") + "." + HEAD).split("\\.")), 0, List.of(), true);
    }
    Matcher matcher = VERSION.matcher(lower);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(version);
    }
    String count = matcher.group("count");
    return new ComposerVersion(
        List.of(matcher.group("numbers").split("\\.")),
        stability(matcher.group("stability")),
        count == null || count.isEmpty()
            ? List.of()
            : List.of(count.replaceFirst("^[.-]", "").split("[.-]")),
        matcher.group("dev") != null);
  }

  @Override
  public int compareTo(ComposerVersion other) {
    int compared = SemanticVersion.compareNumbers(numbers, other.numbers);
    if (compared == 0) {
      compared = Integer.compare(rank(), other.rank());
    }
    if (compared == 0) {
      compared = SemanticVersion.compareNumbers(count, other.count);
    }
    return compared == 0 ? Boolean.compare(other.development, development) : compared;
  }

  private int rank() {
    return development && stability == STABLE ? 0 : stability;
  }

  private static int stability(String name) {
    return switch (name == null ? "stable" : name) {
      case "alpha", "a" -> 1;
      case "beta", "b" -> 2;
      case "rc" -> 3;
      case "patch", "pl", "p" -> 5;
      default -> STABLE;
    };
  }
}
