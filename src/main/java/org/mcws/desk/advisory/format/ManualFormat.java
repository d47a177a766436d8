package org.mcws.desk.advisory.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mcws.desk.advisory.Advisory;
import org.mcws.desk.advisory.Advisory.Finding;
import org.mcws.desk.advisory.Advisory.Status;
import org.mcws.desk.advisory.format.Packages.Named;
import org.mcws.desk.advisory.version.Constraints;
import org.mcws.desk.advisory.version.Span;
import org.mcws.desk.advisory.version.Spans;
import org.mcws.desk.advisory.version.Vers;
import org.mcws.desk.advisory.version.VersionOrder;
import org.mcws.desk.engine.InvalidField;
import org.mcws.desk.engine.InvalidInput;

/**
 * The few fields that a person writes when nobody has published anything yet:
 *
 * <pre>
 * {"id": "CVE-2026-1", "title": "WordPress lets everybody in", "package": "generic/wordpress",
 *  "affected": "&gt;= 6.0, &lt; 6.8.4", "fixed": "6.8.4", "cvss": 9.8, "exploited": true}
 * </pre>
 *
 * Since people misspell, what is not known is refused, and all that is wrong is told at once.
 */
final class ManualFormat implements Format {

  private static final Set<String> KNOWN =
      Set.of(
          "id",
          "title",
          "package",
          "affected",
          "fixed",
          "cvss",
          "exploited",
          "aliases",
          "details",
          "modified",
          "withdrawn");

  @Override
  public boolean recognises(Part document) {
    return document.at("package").isText()
        || document.has("id") && document.has("title")
        || document.at("affected").isText();
  }

  @Override
  public Advisory read(Part document) {
    List<InvalidField> wrong = new ArrayList<>();
    document
        .fields()
        .forEach(
            (name, part) -> {
              if (!KNOWN.contains(name)) {
                collect(
                    wrong,
                    part.refusal(
                        "is not known: use some of "
                            + String.join(", ", KNOWN.stream().sorted().toList())));
              }
            });
    Draft draft = new Draft("by hand");
    attempt(wrong, () -> draft.id(document.at("id")));
    attempt(wrong, () -> draft.title(Optional.of(document.required("title"))));
    attempt(wrong, () -> draft.details(document.text("details")));
    attempt(wrong, () -> draft.modified(document.instant("modified")));
    attempt(wrong, () -> draft.withdrawn(document.instant("withdrawn")));
    attempt(wrong, () -> document.list("aliases").forEach(draft::alias));
    attempt(wrong, () -> draft.exploited(flag(document.at("exploited"))));
    attempt(wrong, () -> readSeverity(document.at("cvss"), draft));
    attempt(wrong, () -> readPackage(document, draft, wrong));
    if (!wrong.isEmpty()) {
      throw new InvalidInput(wrong);
    }
    return draft.finished();
  }

  private static void readSeverity(Part cvss, Draft draft) {
    cvss.text().ifPresent(draft.severities()::add);
    if (cvss.isThere() && draft.severities().highest().isEmpty()) {
      throw cvss.refusal("must be a score from 0 to 10, a CVSS vector, or a word such as critical");
    }
  }

  private static void readPackage(Part document, Draft draft, List<InvalidField> wrong) {
    Named named = named(document.at("package"), document.required("package"));
    VersionOrder order = VersionOrder.of(named.name().type());
    List<String> fixes = document.textOrTexts("fixed");
    fixes.stream()
        .filter(fix -> !Affected.isVersion(fix))
        .forEach(
            fix ->
                collect(
                    wrong,
                    document.at("fixed").refusal("must be a version, such as 6.8.4, or absent")));
    Affected affected =
        affected(document.at("affected"), named, Affected.fixes(fixes, order), order);
    draft.finding(
        new Finding(
            draft.id() == null ? "" : draft.id(),
            Optional.of(named.name()),
            named.image(),
            Status.AFFECTED,
            affected.ranges(),
            affected.versions(),
            Affected.fixes(fixes, order),
            named.release()));
  }

  private static Named named(Part part, String text) {
    if (text.startsWith("pkg:")) {
      return Packages.ofPurl(text)
          .orElseThrow(
              () -> part.refusal("is no package URL: write one such as pkg:composer/drupal/core"));
    }
    int slash = text.indexOf('/');
    return Optional.of(text)
        .filter(t -> slash > 0 && t.substring(0, slash).matches("[a-zA-Z][a-zA-Z0-9.+-]{0,31}"))
        .flatMap(t -> Packages.named(t.substring(0, slash), t.substring(slash + 1)))
        .orElseThrow(
            () ->
                part.refusal(
                    "must be a package URL or type/name, such as generic/wordpress or npm/express"));
  }

  private static Affected affected(Part part, Named named, List<String> fixes, VersionOrder order) {
    Optional<String> text = part.text();
    if (text.isPresent()) {
      try {
        Spans spans =
            Vers.is(text.get())
                ? Vers.parse(text.get(), order)
                : Constraints.parse(text.get(), order);
        if (spans.spans().isEmpty()) {
          throw part.refusal("means no version at all: look at its bounds");
        }
        return Affected.of(spans);
      } catch (IllegalArgumentException e) {
        throw part.refusal(e.getMessage());
      }
    }
    if (named.version().isPresent()) {
      return Affected.only(named.version());
    }
    return fixes.isEmpty()
        ? Affected.all()
        : Affected.of(new Spans(order, List.of(Span.before(fixes.get(fixes.size() - 1)))));
  }

  private static boolean flag(Part part) {
    String text = part.text().orElse("false");
    if (!text.equals("true") && !text.equals("false")) {
      throw part.refusal("must be true or false");
    }
    return text.equals("true");
  }

  private static void attempt(List<InvalidField> wrong, Runnable reading) {
    try {
      reading.run();
    } catch (InvalidInput invalid) {
      collect(wrong, invalid);
    }
  }

  private static void collect(List<InvalidField> wrong, InvalidInput invalid) {
    wrong.addAll(invalid.fields());
  }
}
