package org.mcws.desk.advisory.version;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of an RPM package, ordered as rpm does.
 *
 * @param epoch a number, 0 if none is written
 * @param version what the authors call it
 * @param release what the distribution adds after the dash; empty if none is written
 */
record RpmVersion(String epoch, String version, String release) implements Comparable<RpmVersion> {

  private static final Pattern VERSION =
      Pattern.compile("(?:(?<epoch>[0-9]+):)?(?<version>[^:\\s-]+)(?:-(?<release>[^:\\s-]+))?");

  private static final Pattern SEGMENT = Pattern.compile("[0-9]+|[A-Za-z]+|~|\\^");

  static RpmVersion parse(String version) {
    Matcher matcher = VERSION.matcher(version);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(version);
    }
    return new RpmVersion(
        matcher.group("epoch") == null ? "0" : matcher.group("epoch"),
        matcher.group("version"),
        matcher.group("release") == null ? "" : matcher.group("release"));
  }

  @Override
  public int compareTo(RpmVersion other) {
    int compared = Digits.compare(epoch, other.epoch);
    if (compared == 0) {
      compared = compare(version, other.version);
    }
    return compared == 0 ? compare(release, other.release) : compared;
  }

  private static int compare(String one, String other) {
    List<String> a = segments(one);
    List<String> b = segments(other);
    for (int i = 0; i < Math.max(a.size(), b.size()); i++) {
      String left = i < a.size() ? a.get(i) : "";
      String right = i < b.size() ? b.get(i) : "";
      int compared = Integer.compare(rank(left), rank(right));
      if (compared == 0) {
        compared = Digits.isNumber(left) ? Digits.compare(left, right) : left.compareTo(right);
      }
      if (compared != 0) {
        return compared;
      }
    }
    return 0;
  }

  /** A tilde is older than the end, a caret newer than it but older than anything else. */
  private static int rank(String segment) {
    return switch (segment) {
      case "~" -> 0;
      case "" -> 1;
      case "^" -> 2;
      default -> Digits.isNumber(segment) ? 4 : 3;
    };
  }

  private static List<String> segments(String text) {
    List<String> segments = new ArrayList<>();
    Matcher matcher = SEGMENT.matcher(text);
    while (matcher.find()) {
      segments.add(matcher.group());
    }
    return segments;
  }
}
