package org.mcws.desk.advisory.format;

import java.util.List;
import java.util.Optional;
import org.mcws.desk.advisory.Advisory;
import org.mcws.desk.advisory.Advisory.Finding;
import org.mcws.desk.advisory.Advisory.Range;
import org.mcws.desk.advisory.Advisory.Status;
import org.mcws.desk.advisory.format.Packages.Named;
import org.mcws.desk.advisory.version.Constraints;
import org.mcws.desk.advisory.version.Spans;
import org.mcws.desk.advisory.version.VersionOrder;

/**
 * The YAML of ruby-advisory-db, which says what is not affected: affected is the rest. What was
 * fixed in one series and is open towards the next counts as fixed by the lowest of each.
 */
final class RubyFormat implements Format {

  private static final String PATCHED = "patched_versions";
  private static final String UNAFFECTED = "unaffected_versions";

  @Override
  public boolean recognises(Part document) {
    return document.at("gem").isText()
        && (document.has(PATCHED)
            || document.has(UNAFFECTED)
            || document.has("cve")
            || document.has("ghsa")
            || document.has("title"));
  }

  @Override
  public Advisory read(Part document) {
    Draft draft =
        new Draft("ruby-advisory-db")
            .title(document.text("title"))
            .details(document.text("description"))
            .modified(document.instant("date"));
    readIds(document, draft);
    document.text("cvss_v2").ifPresent(draft.severities()::add);
    document.text("cvss_v3").ifPresent(draft.severities()::add);
    document.text("cvss_v4").ifPresent(draft.severities()::add);
    document.text("criticality").ifPresent(draft.severities()::add);
    Named named =
        Packages.named("gem", document.required("gem"))
            .orElseThrow(() -> document.at("gem").refusal("is no name of a gem"));
    VersionOrder order = VersionOrder.RUBYGEMS;
    Spans patched = spans(document, PATCHED);
    Spans affected = rest(document, patched);
    List<String> fixes =
        patched.spans().stream()
            .flatMap(span -> span.lower().stream())
            .map(bound -> bound.version())
            .toList();
    draft.finding(
        new Finding(
            draft.id(),
            Optional.of(named.name()),
            Optional.empty(),
            Status.AFFECTED,
            affected.spans().stream().map(Range::of).toList(),
            List.of(),
            Affected.fixes(fixes, order)));
    return draft.finished();
  }

  private static Spans rest(Part document, Spans patched) {
    try {
      return patched.or(spans(document, UNAFFECTED)).not();
    } catch (IllegalArgumentException e) {
      throw document.at(PATCHED).refusal(e.getMessage());
    }
  }

  private static void readIds(Part document, Draft draft) {
    Optional<String> cve = document.text("cve").map(number -> prefixed("CVE-", number));
    Optional<String> ghsa = document.text("ghsa").map(number -> prefixed("GHSA-", number));
    Optional<String> osvdb = document.text("osvdb").map(number -> prefixed("OSVDB-", number));
    draft.id(
        cve.or(() -> ghsa)
            .or(() -> osvdb)
            .orElseThrow(
                () -> document.at("cve").refusal("is missing: give it, or ghsa, or osvdb")));
    cve.ifPresent(draft::alias);
    ghsa.ifPresent(draft::alias);
    osvdb.ifPresent(draft::alias);
  }

  private static String prefixed(String prefix, String number) {
    String line = number.replaceAll("\\s+", " ");
    return line.toUpperCase(java.util.Locale.ROOT).startsWith(prefix) ? line : prefix + line;
  }

  private static Spans spans(Part document, String field) {
    Spans all = new Spans(VersionOrder.RUBYGEMS, List.of());
    for (Part part : document.list(field)) {
      String text = part.text().orElseThrow(() -> part.refusal("must be a range of versions"));
      try {
        all = all.or(Constraints.parse(text, VersionOrder.RUBYGEMS));
      } catch (IllegalArgumentException e) {
        throw part.refusal(e.getMessage());
      }
    }
    return all;
  }
}
