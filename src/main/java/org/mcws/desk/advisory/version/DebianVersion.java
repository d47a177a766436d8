package org.mcws.desk.advisory.version;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of a Debian package, ordered as deb-version(7) says.
 *
 * @param epoch a number, 0 if none is written
 * @param upstream what the authors call it
 * @param revision what Debian adds after the last dash, perhaps empty
 */
record DebianVersion(String epoch, String upstream, String revision)
    implements Comparable<DebianVersion> {

  private static final Pattern VERSION =
      Pattern.compile("(?:(?<epoch>[0-9]+):)?(?<rest>[0-9A-Za-z.+~:_-]+)");

  static DebianVersion parse(String version) {
    Matcher matcher = VERSION.matcher(version);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(version);
    }
    String rest = matcher.group("rest");
    int dash = rest.lastIndexOf('-');
    return new DebianVersion(
        matcher.group("epoch") == null ? "0" : matcher.group("epoch"),
        dash < 0 ? rest : rest.substring(0, dash),
        dash < 0 ? "" : rest.substring(dash + 1));
  }

  @Override
  public int compareTo(DebianVersion other) {
    int compared = Digits.compare(epoch, other.epoch);
    if (compared == 0) {
      compared = compare(upstream, other.upstream);
    }
    return compared == 0 ? compare(revision, other.revision) : compared;
  }

  /** By turns a part without digits, character by character, and a number. */
  private static int compare(String one, String other) {
    int i = 0;
    int j = 0;
    while (i < one.length() || j < other.length()) {
      while (isNoDigit(one, i) || isNoDigit(other, j)) {
        int compared = Integer.compare(weight(one, i), weight(other, j));
        if (compared != 0) {
          return compared;
        }
        i++;
        j++;
      }
      int endOfOne = endOfDigits(one, i);
      int endOfOther = endOfDigits(other, j);
      int compared = Digits.compare(one.substring(i, endOfOne), other.substring(j, endOfOther));
      if (compared != 0) {
        return compared;
      }
      i = endOfOne;
      j = endOfOther;
    }
    return 0;
  }

  private static boolean isNoDigit(String text, int at) {
    return at < text.length() && !Digits.isDigit(text.charAt(at));
  }

  /** A tilde comes before everything, even the end; letters before all that is no letter. */
  private static int weight(String text, int at) {
    if (at >= text.length() || Digits.isDigit(text.charAt(at))) {
      return 0;
    }
    char character = text.charAt(at);
    if (character == '~') {
      return -1;
    }
    return Digits.isLetter(character) ? character : character + 256;
  }

  private static int endOfDigits(String text, int from) {
    int end = Math.min(from, text.length());
    while (end < text.length() && Digits.isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }
}
