package org.mcws.desk.advisory.version;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Version ranges as the vers specification writes them: {@code vers:npm/>=2.9|<=4.1}. */
public final class Vers {

  private static final Pattern VERS = Pattern.compile("vers:(?<type>[a-z0-9.+-]+)/(?<rest>.+)");
  private static final Pattern CONSTRAINT =
      Pattern.compile("(?<comparator>>=|<=|!=|=|<|>)?(?<version>[^<>=!|*]+)");
  private static final int MOST = 1000;

  private Vers() {}

  /** Whether the text says of itself that it is one. */
  public static boolean is(String text) {
    return text.startsWith("vers:");
  }

  /**
   * Reads a range.
   *
   * @param order the order of the package that it is about, if its scheme is generic or unknown
   * @throws IllegalArgumentException saying what cannot be understood
   */
  public static Spans parse(String text, VersionOrder order) {
    Matcher matcher = VERS.matcher(text.replace(" ", ""));
    if (!matcher.matches()) {
      throw new IllegalArgumentException("is no vers range: write one such as 'vers:npm/<2.1'");
    }
    if (matcher.group("rest").equals("*")) {
      return Spans.all(order);
    }
    String[] parts = matcher.group("rest").split("\\|");
    if (parts.length == 0 || parts.length > MOST) {
      throw new IllegalArgumentException("has no constraints, or too many");
    }
    List<Constraint> constraints = new ArrayList<>();
    for (String part : parts) {
      constraints.add(constraint(part));
    }
    return spans(constraints, order);
  }

  private static Constraint constraint(String part) {
    Matcher matcher = CONSTRAINT.matcher(part);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("has the constraint '" + part + "', which is none");
    }
    String comparator = matcher.group("comparator");
    return new Constraint(
        comparator == null ? "=" : comparator,
        URLDecoder.decode(matcher.group("version").replace("+", "%2B"), StandardCharsets.UTF_8));
  }

  /** Lower bounds belong to the next upper one above them; equal and unequal ones stand alone. */
  private static Spans spans(List<Constraint> constraints, VersionOrder order) {
    List<String> sorted = order.sorted(constraints.stream().map(Constraint::version).toList());
    List<Constraint> bounds =
        constraints.stream()
            .filter(Constraint::isBound)
            .sorted(java.util.Comparator.comparingInt(c -> sorted.indexOf(c.version())))
            .toList();
    Spans meant = new Spans(order, List.of());
    Span open = null;
    for (Constraint bound : bounds) {
      if (bound.isLower()) {
        open = open == null ? bound.span() : open;
      } else {
        Spans upper = new Spans(order, List.of(bound.span()));
        meant = meant.or(open == null ? upper : upper.and(new Spans(order, List.of(open))));
        open = null;
      }
    }
    if (open != null) {
      meant = meant.or(new Spans(order, List.of(open)));
    }
    boolean onlyExceptions = constraints.stream().allMatch(c -> c.comparator().equals("!="));
    Spans result = onlyExceptions ? Spans.all(order) : meant;
    for (Constraint constraint : constraints) {
      Spans only = new Spans(order, List.of(Span.only(constraint.version())));
      result =
          switch (constraint.comparator()) {
            case "=" -> result.or(only);
            case "!=" -> result.and(only.not());
            default -> result;
          };
    }
    return result;
  }

  private record Constraint(String comparator, String version) {

    boolean isBound() {
      return comparator.startsWith("<") || comparator.startsWith(">");
    }

    boolean isLower() {
      return comparator.startsWith(">");
    }

    Span span() {
      return switch (comparator) {
        case "<" -> Span.before(version);
        case "<=" -> Span.upTo(version);
        case ">" -> Span.after(version);
        default -> Span.from(version);
      };
    }
  }
}
