package org.mcws.desk.advisory.version;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of a Python package, by PEP 440.
 *
 * @param epoch 0 if none is written
 * @param release the numbers
 * @param pre alpha, beta or release candidate, or that it is none
 * @param post number of the post-release; empty if it is none
 * @param dev number of the development release; empty if it is none
 * @param local what follows the plus
 */
record PythonVersion(
    String epoch, List<String> release, Pre pre, String post, String dev, List<String> local)
    implements Comparable<PythonVersion> {

  private static final Pattern VERSION =
      Pattern.compile(
          "v?(?:(?<epoch>[0-9]+)!)?(?<release>[0-9]+(?:\\.[0-9]+)*+)"
              + "(?:[-_.]?(?<pre>alpha|a|beta|b|preview|pre|c|rc)[-_.]?(?<preNumber>[0-9]*+))?"
              + "(?<post>-(?<implicit>[0-9]+)|[-_.]?(?:post|rev|r)[-_.]?(?<postNumber>[0-9]*+))?"
              + "(?<dev>[-_.]?dev[-_.]?(?<devNumber>[0-9]*+))?"
              + "(?:\\+(?<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*+))?");

  static PythonVersion parse(String version) {
    Matcher matcher = VERSION.matcher(version.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new IllegalArgumentException(version);
    }
    String post =
        matcher.group("post") == null
            ? ""
            : number(
                matcher.group("implicit") == null
                    ? matcher.group("postNumber")
                    : matcher.group("implicit"));
    String dev = matcher.group("dev") == null ? "" : number(matcher.group("devNumber"));
    String local = matcher.group("local");
    return new PythonVersion(
        number(matcher.group("epoch")),
        List.of(matcher.group("release").split("\\.")),
        pre(matcher, post.isEmpty() && !dev.isEmpty()),
        post,
        dev,
        local == null ? List.of() : List.of(local.split("[-_.]")));
  }

  @Override
  public int compareTo(PythonVersion other) {
    List<Integer> compared = new ArrayList<>();
    compared.add(Digits.compare(epoch, other.epoch));
    compared.add(SemanticVersion.compareNumbers(release, other.release));
    compared.add(pre.compareTo(other.pre));
    compared.add(compareOrEmpty(post, other.post, -1));
    compared.add(compareOrEmpty(dev, other.dev, 1));
    compared.add(compareLocal(other));
    return compared.stream().filter(result -> result != 0).findFirst().orElse(0);
  }

  private int compareLocal(PythonVersion other) {
    for (int i = 0; i < Math.min(local.size(), other.local.size()); i++) {
      String left = local.get(i);
      String right = other.local.get(i);
      boolean number = Digits.isNumber(left);
      if (number != Digits.isNumber(right)) {
        return number ? 1 : -1;
      }
      int compared = number ? Digits.compare(left, right) : left.compareTo(right);
      if (compared != 0) {
        return compared;
      }
    }
    return Integer.compare(local.size(), other.local.size());
  }

  private static Pre pre(Matcher matcher, boolean onlyDev) {
    if (matcher.group("pre") == null) {
      // A development release of 1.0 comes before its first alpha.
      return new Pre(onlyDev ? 0 : 4, "0");
    }
    int phase =
        switch (matcher.group("pre")) {
          case "a", "alpha" -> 1;
          case "b", "beta" -> 2;
          default -> 3;
        };
    return new Pre(phase, number(matcher.group("preNumber")));
  }

  private static String number(String digits) {
    return digits == null || digits.isEmpty() ? "0" : digits;
  }

  /**
   * @param empty what a missing number is against one that is there
   */
  private static int compareOrEmpty(String one, String other, int empty) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.isEmpty() == other.isEmpty() ? 0 : one.isEmpty() ? empty : -empty;
    }
    return Digits.compare(one, other);
  }

  private record Pre(int phase, String number) implements Comparable<Pre> {

    @Override
    public int compareTo(Pre other) {
      return phase == other.phase
          ? Digits.compare(number, other.number)
          : Integer.compare(phase, other.phase);
    }
  }
}
