package org.mcws.desk.advisory.version;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of a Ruby gem. One with a letter is a pre-release.
 *
 * @param segments numbers and words, without the zeros that end either part
 */
record GemVersion(List<String> segments) implements Comparable<GemVersion> {

  private static final Pattern VERSION =
      Pattern.compile("[0-9]+(?:\\.[0-9a-zA-Z]+)*+(?:-[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*+)?");

  private static final Pattern SEGMENT = Pattern.compile("[0-9]+|[a-zA-Z]+");

  static GemVersion parse(String version) {
    if (!VERSION.matcher(version).matches()) {
      throw new IllegalArgumentException(version);
    }
    List<String> release = new ArrayList<>();
    List<String> preRelease = new ArrayList<>();
    Matcher matcher = SEGMENT.matcher(version.replace("-", ".pre."));
    while (matcher.find()) {
      boolean preReleased = !preRelease.isEmpty() || !Digits.isNumber(matcher.group());
      (preReleased ? preRelease : release).add(matcher.group());
    }
    dropZeros(release);
    dropZeros(preRelease);
    release.addAll(preRelease);
    return new GemVersion(List.copyOf(release));
  }

  @Override
  public int compareTo(GemVersion other) {
    for (int i = 0; i < Math.max(segments.size(), other.segments.size()); i++) {
      String left = i < segments.size() ? segments.get(i) : "0";
      String right = i < other.segments.size() ? other.segments.get(i) : "0";
      boolean number = Digits.isNumber(left);
      if (number != Digits.isNumber(right)) {
        return number ? 1 : -1;
      }
      int compared = number ? Digits.compare(left, right) : left.compareTo(right);
      if (compared != 0) {
        return compared;
      }
    }
    return 0;
  }

  private static void dropZeros(List<String> part) {
    while (!part.isEmpty()
        && Digits.isNumber(part.get(part.size() - 1))
        && Digits.isZero(part.get(part.size() - 1))) {
      part.remove(part.size() - 1);
    }
  }
}
