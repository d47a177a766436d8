package org.mcws.desk.advisory.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mcws.desk.advisory.Advisory.Range;
import org.mcws.desk.advisory.version.Span;
import org.mcws.desk.advisory.version.Spans;
import org.mcws.desk.advisory.version.VersionOrder;

/**
 * Which versions are meant.
 *
 * @param ranges the ranges
 * @param versions single versions
 */
record Affected(List<Range> ranges, List<String> versions) {

  private static final int LONGEST_VERSION = 300;

  /** What the spans mean; none of them means no version, which nothing else can say. */
  static Affected of(Spans spans) {
    List<Range> ranges = new ArrayList<>();
    List<String> versions = new ArrayList<>();
    for (Span span : spans.spans()) {
      span.single().ifPresentOrElse(versions::add, () -> ranges.add(Range.of(span)));
    }
    return new Affected(ranges, versions);
  }

  /** Every version. */
  static Affected all() {
    return new Affected(List.of(Range.of(Span.ALL)), List.of());
  }

  /** This version, or every version if none is known. */
  static Affected only(Optional<String> version) {
    return version.map(v -> new Affected(List.of(), List.of(v))).orElseGet(Affected::all);
  }

  boolean isNone() {
    return ranges.isEmpty() && versions.isEmpty();
  }

  /**
   * The versions that end a problem, lowest first. Whatever has no digit is a word for that there
   * is none, such as TODO.
   */
  static List<String> fixes(List<String> versions, VersionOrder order) {
    return order.sorted(versions.stream().filter(Affected::isVersion).distinct().toList());
  }

  static boolean isVersion(String text) {
    return text.length() <= LONGEST_VERSION && text.chars().anyMatch(c -> c >= '0' && c <= '9');
  }
}
