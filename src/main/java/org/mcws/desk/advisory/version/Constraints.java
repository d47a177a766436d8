package org.mcws.desk.advisory.version;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ranges as people write them: {@code >= 6.0, < 6.8.4 || = 5.9}. A comma or a space means and, two
 * bars mean or; {@code ~>} is Ruby's. {@code *} and the words for it are all versions.
 */
public final class Constraints {

  private static final Pattern CONSTRAINT =
      Pattern.compile(
          "\\s*(?<operator>~>|>=|<=|==|!=|<|>|=)?\\s*(?<version>[^\\s,|<>=!~][^\\s,|]*)\\s*,?");

  private static final Pattern EVERYTHING =
      Pattern.compile("\\*|all|all versions|any|any version", Pattern.CASE_INSENSITIVE);

  private static final int MOST_ALTERNATIVES = 200;
  private static final int MOST_CONDITIONS = 50;

  private Constraints() {}

  /**
   * Reads ranges.
   *
   * @throws IllegalArgumentException saying what cannot be understood
   */
  public static Spans parse(String text, VersionOrder order) {
    String[] alternatives = text.split("\\|\\|");
    if (alternatives.length > MOST_ALTERNATIVES) {
      throw new IllegalArgumentException("has too many alternatives");
    }
    Spans spans = new Spans(order, List.of());
    for (String alternative : alternatives) {
      spans = spans.or(conditions(alternative, order));
    }
    return spans;
  }

  private static Spans conditions(String text, VersionOrder order) {
    if (EVERYTHING.matcher(text.strip()).matches()) {
      return Spans.all(order);
    }
    Matcher matcher = CONSTRAINT.matcher(text);
    List<Spans> conditions = new ArrayList<>();
    int end = 0;
    while (end < text.length() && matcher.find(end) && matcher.start() == end) {
      conditions.add(condition(matcher.group("operator"), matcher.group("version"), order));
      end = matcher.end();
    }
    if (conditions.isEmpty() || end < text.stripTrailing().length()) {
      throw new IllegalArgumentException(
          "is no range of versions: write one such as '>= 6.0, < 6.8.4'");
    }
    if (conditions.size() > MOST_CONDITIONS) {
      throw new IllegalArgumentException("has too many conditions");
    }
    return conditions.stream().reduce(Spans.all(order), Spans::and);
  }

  private static Spans condition(String operator, String version, VersionOrder order) {
    if (version.chars().noneMatch(Digits::isDigit)) {
      throw new IllegalArgumentException("has no number where a version is expected");
    }
    return switch (operator == null ? "=" : operator) {
      case "<" -> one(order, Span.before(version));
      case "<=" -> one(order, Span.upTo(version));
      case ">" -> one(order, Span.after(version));
      case ">=" -> one(order, Span.from(version));
      case "!=" -> one(order, Span.only(version)).not();
      case "~>" -> one(order, Span.from(version)).and(one(order, Span.before(bumped(version))));
      default -> one(order, Span.only(version));
    };
  }

  private static Spans one(VersionOrder order, Span span) {
    return new Spans(order, List.of(span));
  }

  /** Ruby's next version of the same series: of 2.2.23 it is 2.3, of 3.1.a it is 4. */
  private static String bumped(String version) {
    List<String> numbers = new ArrayList<>();
    for (String segment : version.split("\\.")) {
      if (!Digits.isNumber(segment)) {
        break;
      }
      numbers.add(segment);
    }
    if (numbers.isEmpty()) {
      throw new IllegalArgumentException("has no number after ~>");
    }
    if (numbers.size() > 1) {
      numbers.remove(numbers.size() - 1);
    }
    int last = numbers.size() - 1;
    numbers.set(
        last, new java.math.BigInteger(numbers.get(last)).add(java.math.BigInteger.ONE).toString());
    return String.join(".", numbers);
  }
}
