package org.mcws.desk.advisory;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.mcws.desk.advisory.Advisory.Finding;
import org.mcws.desk.advisory.Advisory.Range;
import org.mcws.desk.inventory.PackageName;

/**
 * An advisory for its readers.
 *
 * @param id the id under which the desk keeps it, or the publisher's
 * @param aliases every other id of the same problem
 * @param kind advisory, vex, report or informational
 * @param format in which format it came, or in which formats
 * @param severity highest severity; absent if none is given
 * @param findings what it says of packages, the first thousand
 * @param findingsTotal how many there are
 */
record AdvisoryView(
    String id,
    List<String> aliases,
    String kind,
    String format,
    String title,
    String details,
    Instant modified,
    Instant withdrawn,
    SeverityView severity,
    boolean exploited,
    List<FindingView> findings,
    int findingsTotal) {

  private static final int SHOWN = 1000;

  static AdvisoryView of(Advisory advisory) {
    return new AdvisoryView(
        advisory.id(),
        List.copyOf(new TreeSet<>(advisory.aliases())),
        label(advisory.kind()),
        advisory.format(),
        advisory.title(),
        advisory.details(),
        advisory.modified().orElse(null),
        advisory.withdrawn().orElse(null),
        advisory.severity().map(SeverityView::of).orElse(null),
        advisory.exploited(),
        advisory.findings().stream().limit(SHOWN).map(FindingView::of).toList(),
        advisory.findings().size());
  }

  private static String label(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * @param score CVSS base score
   * @param vector the CVSS vector it comes from; absent if only a score or a word was given
   */
  record SeverityView(double score, String vector, boolean automatable, boolean totalControl) {

    private static SeverityView of(Advisory.Severity severity) {
      return new SeverityView(
          severity.score(),
          severity.vector().orElse(null),
          severity.automatable(),
          severity.totalControl());
    }
  }

  /**
   * @param problem id of the problem
   * @param name the package as {@code type/name}; absent where an image alone is named
   * @param image the image in which it was found; absent if any is meant
   * @param release the distribution's release that is meant; absent if any
   * @param status affected, not-affected, fixed or under-investigation
   * @param versions ranges and single versions, such as {@code >= 6.0, < 6.8.4}
   * @param fixed the versions that end the problem
   */
  record FindingView(
      String problem,
      String name,
      String image,
      String release,
      String status,
      List<String> versions,
      List<String> fixed) {

    private static FindingView of(Finding finding) {
      return new FindingView(
          finding.problem(),
          finding.name().map(PackageName::toString).orElse(null),
          finding.image().orElse(null),
          finding.release().orElse(null),
          label(finding.status()),
          Stream.concat(
                  finding.ranges().stream().map(FindingView::range),
                  finding.versions().stream().map(version -> "= " + version))
              .toList(),
          finding.fixed());
    }

    private static String range(Range range) {
      List<String> bounds =
          Stream.of(
                  range.introduced().map(version -> ">= " + version),
                  range.after().map(version -> "> " + version),
                  range.fixed().map(version -> "< " + version),
                  range.lastAffected().map(version -> "<= " + version))
              .flatMap(bound -> bound.stream())
              .toList();
      return bounds.isEmpty() ? "*" : String.join(", ", bounds);
    }
  }
}
