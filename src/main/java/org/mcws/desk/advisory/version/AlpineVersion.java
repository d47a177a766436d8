package org.mcws.desk.advisory.version;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of an Alpine package, such as {@code 1.36.1_rc2-r5}.
 *
 * @param parts what it is made of, in order
 */
record AlpineVersion(List<Part> parts) implements Comparable<AlpineVersion> {

  private static final Pattern VERSION =
      Pattern.compile(
          "(?<numbers>[0-9]+(?:\\.[0-9]+)*+)(?<letter>[a-z])?"
              + "(?<suffixes>(?:_(?:alpha|beta|pre|rc|cvs|svn|git|hg|p)[0-9]*+)*+)"
              + "(?:~(?<commit>[0-9a-f]+))?(?:-r(?<revision>[0-9]+))?");

  private static final Pattern SUFFIX = Pattern.compile("_([a-z]+)([0-9]*)");
  private static final List<String> BEFORE = List.of("alpha", "beta", "pre", "rc");
  private static final List<String> AFTER = List.of("cvs", "svn", "git", "hg", "p");
  private static final Part END = new Part(Kind.END, 0, "");

  static AlpineVersion parse(String version) {
    Matcher matcher = VERSION.matcher(version);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(version);
    }
    List<Part> parts = new ArrayList<>();
    for (String number : matcher.group("numbers").split("\\.")) {
      parts.add(new Part(Kind.NUMBER, parts.isEmpty() ? 0 : 1, number));
    }
    if (matcher.group("letter") != null) {
      parts.add(new Part(Kind.LETTER, 0, matcher.group("letter")));
    }
    Matcher suffix = SUFFIX.matcher(matcher.group("suffixes"));
    while (suffix.find()) {
      parts.add(suffix(suffix.group(1), suffix.group(2)));
    }
    if (matcher.group("revision") != null) {
      parts.add(new Part(Kind.REVISION, 0, matcher.group("revision")));
    }
    return new AlpineVersion(List.copyOf(parts));
  }

  @Override
  public int compareTo(AlpineVersion other) {
    for (int i = 0; i < Math.max(parts.size(), other.parts.size()); i++) {
      Part left = i < parts.size() ? parts.get(i) : END;
      Part right = i < other.parts.size() ? other.parts.get(i) : END;
      int compared = left.compareTo(right);
      if (compared != 0) {
        return compared;
      }
    }
    return 0;
  }

  private static Part suffix(String name, String number) {
    String digits = number.isEmpty() ? "0" : number;
    int before = BEFORE.indexOf(name);
    return before >= 0
        ? new Part(Kind.SUFFIX_BEFORE, before, digits)
        : new Part(Kind.SUFFIX_AFTER, AFTER.indexOf(name), digits);
  }

  /** What comes first is the older one where two versions differ in kind. */
  private enum Kind {
    SUFFIX_BEFORE,
    END,
    REVISION,
    SUFFIX_AFTER,
    LETTER,
    NUMBER
  }

  /**
   * @param rank for suffixes which one it is; for numbers whether it is not the first
   */
  private record Part(Kind kind, int rank, String value) implements Comparable<Part> {

    @Override
    public int compareTo(Part other) {
      if (kind != other.kind) {
        return kind.compareTo(other.kind);
      }
      if (rank != other.rank) {
        return Integer.compare(rank, other.rank);
      }
      return switch (kind) {
        case END -> 0;
        case LETTER -> value.compareTo(other.value);
        case NUMBER -> rank == 1 ? compareFractions(other) : Digits.compare(value, other.value);
        default -> Digits.compare(value, other.value);
      };
    }

    /** After the first, a number with leading zeros is read like decimals: 1.02 before 1.1. */
    private int compareFractions(Part other) {
      boolean asDecimals = startsWithZero(value) || startsWithZero(other.value);
      return asDecimals ? value.compareTo(other.value) : Digits.compare(value, other.value);
    }

    private static boolean startsWithZero(String number) {
      return number.length() > 1 && number.startsWith("0");
    }
  }
}
