package org.mcws.desk.advisory;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mcws.desk.advisory.version.Span;
import org.mcws.desk.advisory.version.Span.Bound;
import org.mcws.desk.advisory.version.VersionOrder;
import org.mcws.desk.inventory.PackageName;

/**
 * A published security problem, or a report of several, in the desk's own words, whatever format it
 * came in.
 *
 * @param id the publisher's id, as written
 * @param aliases every other id of the same problem, such as CVE numbers
 * @param kind what the document says of itself
 * @param format the format it was recognised as, such as {@code OSV} or {@code CSAF 2.0}
 * @param title one line for people; never blank
 * @param details the publisher's text, perhaps empty
 * @param modified when the publisher last changed it; empty if it does not say
 * @param withdrawn when the publisher took it back; empty if it stands
 * @param severity the highest severity that the document gives; empty if it gives none
 * @param exploited whether the document says that it is being exploited
 * @param findings what is affected, fixed or known not to be; empty if the document names nothing
 */
public record Advisory(
    String id,
    Set<String> aliases,
    Kind kind,
    String format,
    String title,
    String details,
    Optional<Instant> modified,
    Optional<Instant> withdrawn,
    Optional<Severity> severity,
    boolean exploited,
    List<Finding> findings) {

  public Advisory {
    aliases = Set.copyOf(aliases);
    findings = List.copyOf(findings);
  }

  /** What a document is. */
  public enum Kind {
    /** Tells of a problem. */
    ADVISORY,
    /** Tells which products a problem does not affect, or not any more. */
    VEX,
    /** What a scanner found in one image or project. */
    REPORT,
    /** Tells of no problem. */
    INFORMATIONAL
  }

  /**
   * What the document says of one package.
   *
   * @param problem id of the problem it is about; the advisory's own id but in reports
   * @param name the package; empty where the document names only an image
   * @param image the image in which a scanner found it: reference or digest; empty if any
   * @param status what is said
   * @param ranges the versions that are meant; none and no versions: every version
   * @param versions single versions that are meant, besides the ranges
   * @param fixed the versions that end the problem, lowest first; empty if there is no fix yet
   * @param release the release of a distribution that alone is meant, such as {@code debian-12};
   *     empty if any
   */
  public record Finding(
      String problem,
      Optional<PackageName> name,
      Optional<String> image,
      Status status,
      List<Range> ranges,
      List<String> versions,
      List<String> fixed,
      Optional<String> release) {

    public Finding {
      ranges = List.copyOf(ranges);
      versions = List.copyOf(versions);
      fixed = List.copyOf(fixed);
    }

    /** A finding that holds in any release of a distribution. */
    public Finding(
        String problem,
        Optional<PackageName> name,
        Optional<String> image,
        Status status,
        List<Range> ranges,
        List<String> versions,
        List<String> fixed) {
      this(problem, name, image, status, ranges, versions, fixed, Optional.empty());
    }

    /** Whether this version of the package is meant, by the order of the package's ecosystem. */
    public boolean covers(String version) {
      if (ranges.isEmpty() && versions.isEmpty()) {
        return true;
      }
      VersionOrder order = VersionOrder.of(name.map(PackageName::type).orElse("generic"));
      return versions.stream().anyMatch(v -> v.equals(version) || order.compare(v, version) == 0)
          || ranges.stream().anyMatch(range -> range.span().contains(version, order));
    }
  }

  /** What is said of a package. */
  public enum Status {
    AFFECTED,
    NOT_AFFECTED,
    FIXED,
    UNDER_INVESTIGATION
  }

  /**
   * Versions from one bound to another, in the order of the package's ecosystem.
   *
   * @param introduced the first version that is meant; empty for the very first
   * @param fixed the first version that is not meant any more
   * @param lastAffected the last version that is meant; never together with {@code fixed}
   * @param after the last version that is not meant yet; never together with {@code introduced}
   */
  public record Range(
      Optional<String> introduced,
      Optional<String> fixed,
      Optional<String> lastAffected,
      Optional<String> after) {

    /** A range that begins with a version that is meant, or with the very first. */
    public Range(
        Optional<String> introduced, Optional<String> fixed, Optional<String> lastAffected) {
      this(introduced, fixed, lastAffected, Optional.empty());
    }

    /** The range as the orders of versions know it. */
    public static Range of(Span span) {
      Optional<Bound> lower = span.lower();
      Optional<Bound> upper = span.upper();
      return new Range(
          lower.filter(Bound::inclusive).map(Bound::version),
          upper.filter(bound -> !bound.inclusive()).map(Bound::version),
          upper.filter(Bound::inclusive).map(Bound::version),
          lower.filter(bound -> !bound.inclusive()).map(Bound::version));
    }

    Span span() {
      return new Span(
          introduced
              .map(version -> new Bound(version, true))
              .or(() -> after.map(version -> new Bound(version, false))),
          fixed
              .map(version -> new Bound(version, false))
              .or(() -> lastAffected.map(version -> new Bound(version, true))));
    }
  }

  /**
   * How bad it is.
   *
   * @param score CVSS base score, 0.0 to 10.0
   * @param vector the CVSS vector it comes from; empty if only a score or a word was given
   * @param automatable whether an attacker needs neither rights nor anybody's help, over the net
   * @param totalControl whether everything is lost: confidentiality, integrity and availability
   */
  public record Severity(
      double score, Optional<String> vector, boolean automatable, boolean totalControl) {}
}
