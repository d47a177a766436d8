package org.mcws.desk.advisory.version;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version by semver.org. More is taken than the specification allows, since packages have it: a
 * {@code v} in front, fewer or more than three numbers. What follows a plus does not count.
 *
 * @param core the numbers
 * @param preRelease the identifiers after the dash; a version with any comes before one without
 */
record SemanticVersion(List<String> core, List<String> preRelease)
    implements Comparable<SemanticVersion> {

  private static final Pattern VERSION =
      Pattern.compile(
          "[vV=]{0,2}(?<core>[0-9]+(?:\\.[0-9]+)*+)(?:-(?<pre>[0-9A-Za-z.-]+))?(?:\\+.*)?");

  static SemanticVersion parse(String version) {
    Matcher matcher = VERSION.matcher(version);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(version);
    }
    String pre = matcher.group("pre");
    return new SemanticVersion(
        List.of(matcher.group("core").split("\\.")),
        pre == null ? List.of() : List.of(pre.split("\\.")));
  }

  @Override
  public int compareTo(SemanticVersion other) {
    int byCore = compareNumbers(core, other.core);
    return byCore != 0 ? byCore : comparePreReleases(preRelease, other.preRelease);
  }

  /** Compares number by number; what one has not is zero. */
  static int compareNumbers(List<String> one, List<String> other) {
    for (int i = 0; i < Math.max(one.size(), other.size()); i++) {
      int compared =
          Digits.compare(i < one.size() ? one.get(i) : "0", i < other.size() ? other.get(i) : "0");
      if (compared != 0) {
        return compared;
      }
    }
    return 0;
  }

  static int comparePreReleases(List<String> one, List<String> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return Boolean.compare(one.isEmpty(), other.isEmpty());
    }
    for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
      int compared = compareIdentifiers(one.get(i), other.get(i));
      if (compared != 0) {
        return compared;
      }
    }
    return Integer.compare(one.size(), other.size());
  }

  private static int compareIdentifiers(String one, String other) {
    boolean number = Digits.isNumber(one);
    if (number != Digits.isNumber(other)) {
      return number ? -1 : 1;
    }
    return number ? Digits.compare(one, other) : one.compareTo(other);
  }
}
