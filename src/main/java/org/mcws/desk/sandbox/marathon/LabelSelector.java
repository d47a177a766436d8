package org.mcws.desk.sandbox.marathon;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Marathon's label selectors: {@code a}, {@code a==b}, {@code a!=b}, {@code a in (x,y)}. */
final class LabelSelector {

  private static final Pattern SET = Pattern.compile("(\\S+)\\s+(in|notin)\\s+\\(([^)]*)\\)");
  private static final Pattern EQUALITY = Pattern.compile("(\\S+?)\\s*(==|!=)\\s*(\\S+)");

  private LabelSelector() {}

  static Predicate<Map<String, String>> parse(String text) {
    return Arrays.stream(text.split(",(?![^(]*\\))"))
        .map(part -> one(part.strip()))
        .reduce(labels -> true, Predicate::and);
  }

  private static Predicate<Map<String, String>> one(String part) {
    Matcher set = SET.matcher(part);
    if (set.matches()) {
      List<String> values = Arrays.stream(set.group(3).split(",")).map(String::strip).toList();
      String key = plain(set.group(1));
      return set.group(2).equals("in")
          ? labels -> labels.containsKey(key) && values.contains(labels.get(key))
          : labels -> !labels.containsKey(key) || !values.contains(labels.get(key));
    }
    Matcher equality = EQUALITY.matcher(part);
    if (equality.matches()) {
      String key = plain(equality.group(1));
      String value = plain(equality.group(3));
      return equality.group(2).equals("==")
          ? labels -> value.equals(labels.get(key))
          : labels -> !value.equals(labels.get(key));
    }
    return labels -> labels.containsKey(plain(part));
  }

  private static String plain(String escaped) {
    return escaped.replaceAll("\\\\(.)", "$1");
  }
}
