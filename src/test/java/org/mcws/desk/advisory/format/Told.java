package org.mcws.desk.advisory.format;

import java.util.List;
import java.util.stream.Collectors;
import org.mcws.desk.advisory.Advisory;
import org.mcws.desk.advisory.Advisory.Finding;
import org.mcws.desk.advisory.Advisory.Range;
import org.mcws.desk.inventory.PackageName;

/** What an advisory says, in lines that a person can check. */
final class Told {

  private Told() {}

  static List<String> of(Advisory advisory) {
    return advisory.findings().stream().map(Told::line).toList();
  }

  /** Such as {@code GHSA-1 pypi/django AFFECTED [2.2,2.2.28) {2.2.1} fixed 2.2.28}. */
  private static String line(Finding finding) {
    StringBuilder line = new StringBuilder(finding.problem());
    line.append(' ').append(finding.name().map(PackageName::toString).orElse("-"));
    finding.image().ifPresent(image -> line.append(" in ").append(image));
    finding.release().ifPresent(release -> line.append(" on ").append(release));
    line.append(' ').append(finding.status());
    finding.ranges().forEach(range -> line.append(' ').append(range(range)));
    if (!finding.versions().isEmpty()) {
      line.append(" {").append(versions(finding.versions())).append('}');
    }
    if (!finding.fixed().isEmpty()) {
      line.append(" fixed ").append(String.join(",", finding.fixed()));
    }
    return line.toString();
  }

  private static String range(Range range) {
    String lower =
        range.introduced().map(v -> "[" + v).or(() -> range.after().map(v -> "(" + v)).orElse("[");
    String upper =
        range
            .fixed()
            .map(v -> v + ")")
            .or(() -> range.lastAffected().map(v -> v + "]"))
            .orElse(")");
    return lower + "," + upper;
  }

  private static String versions(List<String> versions) {
    return versions.size() <= 6
        ? String.join(",", versions)
        : versions.stream().limit(2).collect(Collectors.joining(","))
            + ",.."
            + versions.size()
            + "..,"
            + versions.get(versions.size() - 1);
  }
}
