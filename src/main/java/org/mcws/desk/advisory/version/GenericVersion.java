package org.mcws.desk.advisory.version;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of which only is known how people write versions: numbers are compared as numbers,
 * missing ones are zero, words for what leads up to a release come before it, others after.
 */
record GenericVersion(List<Token> tokens) implements Comparable<GenericVersion> {

  private static final Pattern TOKEN = Pattern.compile("[0-9]+|[a-z]+");

  /** A mark of the ecosystem in front of the first number. */
  private static final Pattern MARK =
      Pattern.compile("^(?:version|ver|v|release|r)[ ._-]?(?=[0-9])");

  private static final List<List<String>> LEADING_UP =
      List.of(
          List.of("dev", "snapshot", "nightly", "canary", "trunk", "master", "main"),
          List.of("alpha"),
          List.of("beta"),
          List.of("milestone", "preview", "pre"),
          List.of("rc", "cr"));

  private static final Token END = new Token(Kind.NUMBER, 0, "0");

  static GenericVersion parse(String version) {
    String text = MARK.matcher(version.strip().toLowerCase(Locale.ROOT)).replaceFirst("");
    int build = text.indexOf('+');
    List<Token> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(build > 0 ? text.substring(0, build) : text);
    while (matcher.find()) {
      tokens.add(token(text, matcher));
    }
    return new GenericVersion(List.copyOf(tokens));
  }

  @Override
  public int compareTo(GenericVersion other) {
    for (int i = 0; i < Math.max(tokens.size(), other.tokens.size()); i++) {
      Token left = i < tokens.size() ? tokens.get(i) : END;
      Token right = i < other.tokens.size() ? other.tokens.get(i) : END;
      int compared = left.compareTo(right);
      if (compared != 0) {
        return compared;
      }
    }
    return 0;
  }

  private static Token token(String text, Matcher matcher) {
    String value = matcher.group();
    if (Digits.isDigit(value.charAt(0))) {
      return new Token(Digits.isZero(value) ? Kind.NUMBER : Kind.POSITIVE, 0, value);
    }
    boolean numbered = matcher.end() < text.length() && Digits.isDigit(text.charAt(matcher.end()));
    // 1.0a1 and 1.0b2 are an alpha and a beta, but 1.0.2k is a later 1.0.2.
    String word =
        numbered && value.equals("a") ? "alpha" : numbered && value.equals("b") ? "beta" : value;
    for (int rank = 0; rank < LEADING_UP.size(); rank++) {
      if (LEADING_UP.get(rank).contains(word)) {
        return new Token(Kind.LEADING_UP, rank, "");
      }
    }
    return new Token(Kind.WORD, 0, word);
  }

  /** In this order; the end of a version is a zero. */
  private enum Kind {
    LEADING_UP,
    NUMBER,
    WORD,
    POSITIVE
  }

  private record Token(Kind kind, int rank, String value) implements Comparable<Token> {

    @Override
    public int compareTo(Token other) {
      if (kind != other.kind) {
        return kind.compareTo(other.kind);
      }
      return switch (kind) {
        case LEADING_UP -> Integer.compare(rank, other.rank);
        case NUMBER -> 0;
        case WORD -> value.compareTo(other.value);
        case POSITIVE -> Digits.compare(value, other.value);
      };
    }
  }
}
