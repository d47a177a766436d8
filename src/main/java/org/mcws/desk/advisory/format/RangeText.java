package org.mcws.desk.advisory.format;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mcws.desk.advisory.version.Constraints;
import org.mcws.desk.advisory.version.Span;
import org.mcws.desk.advisory.version.Spans;
import org.mcws.desk.advisory.version.Vers;
import org.mcws.desk.advisory.version.VersionOrder;

/** Ranges of versions in documents for people, who may write them in words. */
final class RangeText {

  private static final String VERSION = "(?:versions? )?v?([0-9][^\\s,;<>]*)";

  private static final Pattern BEFORE =
      Pattern.compile(
          "(?:all )?(?:versions? )?(?:prior to|before|earlier than|lower than|below) " + VERSION);

  private static final Pattern UP_TO =
      Pattern.compile(
          "(?:all )?(?:versions? )?(?:up to(?: and including)?|through) "
              + VERSION
              + "|"
              + VERSION
              + " (?:and|or) (?:earlier|prior|before|lower|below|older)(?: versions?)?");

  private static final Pattern ALL =
      Pattern.compile("\\*|all|all versions|any|any version|all versions affected");

  private RangeText() {}

  /** The versions that are meant; empty if nobody but a person can tell. */
  static Optional<Affected> parse(String text, VersionOrder order) {
    String words = text.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    if (ALL.matcher(words).matches()) {
      return Optional.of(Affected.all());
    }
    Matcher before = BEFORE.matcher(words);
    if (before.matches()) {
      return Optional.of(of(order, Span.before(before.group(1))));
    }
    Matcher upTo = UP_TO.matcher(words);
    if (upTo.matches()) {
      return Optional.of(
          of(order, Span.upTo(upTo.group(1) == null ? upTo.group(2) : upTo.group(1))));
    }
    try {
      String plain = text.strip();
      Spans spans =
          Vers.is(plain) ? Vers.parse(plain, order) : Constraints.parse(separated(plain), order);
      return Optional.of(Affected.of(spans)).filter(affected -> !affected.isNone());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** In CSAF's older notation a single bar stands between the two ends of one range. */
  private static String separated(String text) {
    return text.contains("||") ? text : text.replace('|', ',');
  }

  private static Affected of(VersionOrder order, Span span) {
    return Affected.of(new Spans(order, List.of(span)));
  }
}
