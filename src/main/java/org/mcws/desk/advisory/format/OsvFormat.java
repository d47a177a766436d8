package org.mcws.desk.advisory.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mcws.desk.advisory.Advisory;
import org.mcws.desk.advisory.Advisory.Finding;
import org.mcws.desk.advisory.Advisory.Range;
import org.mcws.desk.advisory.Advisory.Status;
import org.mcws.desk.advisory.format.Packages.Named;
import org.mcws.desk.advisory.version.Constraints;
import org.mcws.desk.advisory.version.Span;
import org.mcws.desk.advisory.version.Spans;
import org.mcws.desk.advisory.version.VersionOrder;

/**
 * The Open Source Vulnerability format, version 1, as GitHub, PyPA, Drupal and others export it.
 */
final class OsvFormat implements Format {

  private static final Set<String> OUTLINE =
      Set.of("modified", "schema_version", "published", "summary", "references", "withdrawn");

  @Override
  public boolean recognises(Part document) {
    return document.has("id")
        && (document.at("affected").isList()
            || OUTLINE.stream().anyMatch(document::has)
                && !document.has("package")
                && !document.at("affected").isText());
  }

  @Override
  public Advisory read(Part document) {
    Draft draft =
        new Draft("OSV")
            .id(document.at("id"))
            .title(document.text("summary"))
            .details(document.text("details"))
            .modified(
                Optional.of(
                    document
                        .instant("modified")
                        .orElseThrow(() -> document.at("modified").refusal("is missing: give it"))))
            .withdrawn(document.instant("withdrawn"))
            .exploited(ExploitationFlags.in(document.at("database_specific")));
    document.list("aliases").stream().filter(Part::isThere).forEach(draft::alias);
    readSeverity(document, draft);
    document.object("database_specific").text("severity").ifPresent(draft.severities()::add);
    for (Part affected : document.objects("affected")) {
      readSeverity(affected, draft);
      draft.exploited(
          ExploitationFlags.in(affected.at("database_specific"))
              || ExploitationFlags.in(affected.at("ecosystem_specific")));
      readAffected(affected, draft);
    }
    if (!draft.hasFindings()) {
      draft.note("The advisory names no package, so nothing can be looked up.");
    }
    return draft.finished();
  }

  private static void readSeverity(Part part, Draft draft) {
    for (Part severity : part.objects("severity")) {
      severity.text("score").ifPresent(draft.severities()::add);
    }
  }

  private static void readAffected(Part affected, Draft draft) {
    List<Part> ranges = affected.objects("ranges");
    ranges.stream().filter(OsvFormat::isGit).forEach(range -> noteCommits(range, draft));
    Part pack = affected.object("package");
    List<Part> ordered = ranges.stream().filter(range -> !isGit(range)).toList();
    List<String> versions = affected.texts("versions");
    boolean onlyCommits = !ranges.isEmpty() && ordered.isEmpty() && versions.isEmpty();
    if (!pack.isThere() || onlyCommits) {
      ordered.forEach(range -> events(range, VersionOrder.GENERIC, new ArrayList<>()));
      return;
    }
    Named named = named(pack);
    VersionOrder order = VersionOrder.of(named.name().type());
    List<String> fixes = new ArrayList<>();
    List<Range> meant = new ArrayList<>();
    for (Part range : ordered) {
      Events events = events(range, order, fixes);
      meant.addAll(events.haveEnd() ? events.ranges() : narrowed(events, affected, order));
    }
    draft.finding(
        new Finding(
            draft.id(),
            Optional.of(named.name()),
            Optional.empty(),
            Status.AFFECTED,
            meant,
            versions,
            Affected.fixes(fixes, order),
            named.release()));
  }

  private static Named named(Part pack) {
    Optional<String> ecosystem = pack.text("ecosystem");
    Optional<String> name = pack.text("name");
    Optional<String> purl = pack.text("purl");
    if (ecosystem.isPresent() && name.isPresent()) {
      return Packages.of(ecosystem.get(), name.get())
          .orElseThrow(() -> pack.at("name").refusal("is no name of a package"));
    }
    if (purl.isPresent()) {
      return Packages.ofPurl(purl.get())
          .orElseThrow(() -> pack.at("purl").refusal("is no package URL"));
    }
    throw pack.at(ecosystem.isPresent() ? "name" : "ecosystem").refusal("is missing: give it");
  }

  private static Events events(Part range, VersionOrder order, List<String> fixes) {
    String type = range.text("type").orElse("ECOSYSTEM");
    if (!type.equals("ECOSYSTEM") && !type.equals("SEMVER")) {
      throw range.at("type").refusal("must be SEMVER, ECOSYSTEM or GIT");
    }
    Events events = new Events(order);
    for (Part event : range.objects("events")) {
      event.text("introduced").ifPresent(events::introduced);
      event.text("fixed").ifPresent(fixes::add);
      event.text("fixed").ifPresent(events::fixed);
      event.text("last_affected").ifPresent(events::lastAffected);
      event.text("limit").ifPresent(events::fixed);
    }
    if (events.isEmpty()) {
      events.introduced("0");
    }
    return events;
  }

  /** GitHub says here up to where a problem without a fix is known to go. */
  private static List<Range> narrowed(Events events, Part affected, VersionOrder order) {
    Part known = affected.object("database_specific").at("last_known_affected_version_range");
    if (!known.isThere() || !known.isText()) {
      return events.ranges();
    }
    try {
      Spans upTo = Constraints.parse(known.text().orElse("*"), order);
      List<Span> open =
          events.ranges().stream()
              .map(range -> range.introduced().map(Span::from).orElse(Span.ALL))
              .toList();
      return new Spans(order, open).and(upTo).spans().stream().map(Range::of).toList();
    } catch (IllegalArgumentException e) {
      return events.ranges();
    }
  }

  private static boolean isGit(Part range) {
    return range.text("type").filter("GIT"::equals).isPresent();
  }

  private static void noteCommits(Part range, Draft draft) {
    List<String> fixed =
        range.objects("events").stream().flatMap(event -> event.text("fixed").stream()).toList();
    draft.note(
        "Affected are commits of "
            + range.text("repo").orElse("a repository")
            + (fixed.isEmpty() ? "" : " before " + String.join(", ", fixed))
            + ".");
  }
}
