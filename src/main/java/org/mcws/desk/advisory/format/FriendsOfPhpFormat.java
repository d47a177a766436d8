package org.mcws.desk.advisory.format;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mcws.desk.advisory.Advisory;
import org.mcws.desk.advisory.Advisory.Finding;
import org.mcws.desk.advisory.Advisory.Range;
import org.mcws.desk.advisory.Advisory.Status;
import org.mcws.desk.advisory.format.Packages.Named;
import org.mcws.desk.advisory.version.Constraints;
import org.mcws.desk.advisory.version.Spans;
import org.mcws.desk.advisory.version.VersionOrder;

/** The YAML of FriendsOfPHP's security-advisories. */
final class FriendsOfPhpFormat implements Format {

  private static final String SCHEME = "composer://";

  @Override
  public boolean recognises(Part document) {
    return document.at("branches").isObject()
        || document.at("reference").isText() && document.required("reference").startsWith(SCHEME);
  }

  @Override
  public Advisory read(Part document) {
    String reference = document.required("reference");
    if (!reference.startsWith(SCHEME)) {
      throw document.at("reference").refusal("must begin with " + SCHEME);
    }
    Named named =
        Packages.named("composer", reference.substring(SCHEME.length()))
            .orElseThrow(() -> document.at("reference").refusal("names no package"));
    Draft draft =
        new Draft("FriendsOfPHP")
            .title(Optional.of(document.required("title")))
            .details(document.text("link").map(link -> "See " + link))
            .modified(newest(document));
    if (document.has("cve")) {
      draft.id(document.at("cve"));
    } else {
      draft.id(
          "FriendsOfPHP:"
              + named.name().name()
              + ":"
              + document.required("title").toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-"));
    }
    VersionOrder order = VersionOrder.COMPOSER;
    List<Range> ranges = new ArrayList<>();
    List<String> versions = new ArrayList<>();
    List<String> fixes = new ArrayList<>();
    for (Part branch : document.object("branches").fields().values()) {
      branch.mustBeObject();
      Spans spans = spans(branch.at("versions"), order);
      Affected affected = Affected.of(spans);
      ranges.addAll(affected.ranges());
      versions.addAll(affected.versions());
      affected.ranges().forEach(range -> range.fixed().ifPresent(fixes::add));
    }
    draft.finding(
        new Finding(
            draft.id(),
            Optional.of(named.name()),
            Optional.empty(),
            Status.AFFECTED,
            ranges,
            versions,
            Affected.fixes(fixes, order)));
    return draft.finished();
  }

  private static Spans spans(Part conditions, VersionOrder order) {
    Spans spans = Spans.all(order);
    for (Part part : conditions.list()) {
      try {
        spans =
            spans.and(
                Constraints.parse(
                    part.text().orElseThrow(() -> part.refusal("must be a condition")), order));
      } catch (IllegalArgumentException e) {
        throw part.refusal(e.getMessage());
      }
    }
    return spans;
  }

  /** It has no date of its own: that of the newest fix. */
  private static Optional<Instant> newest(Part document) {
    return document.object("branches").fields().values().stream()
        .filter(Part::isObject)
        .flatMap(branch -> branch.instant("time").stream())
        .max(Comparator.naturalOrder());
  }
}
