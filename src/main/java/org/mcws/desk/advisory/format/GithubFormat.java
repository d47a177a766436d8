package org.mcws.desk.advisory.format;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mcws.desk.advisory.Advisory;
import org.mcws.desk.advisory.Advisory.Finding;
import org.mcws.desk.advisory.Advisory.Status;
import org.mcws.desk.advisory.format.Packages.Named;
import org.mcws.desk.advisory.version.Constraints;
import org.mcws.desk.advisory.version.VersionOrder;

/** GitHub's own shape of an advisory: from its API, or in its webhook {@code security_advisory}. */
final class GithubFormat implements Format {

  private static final String WEBHOOK = "security_advisory";
  private static final Set<String> OUTLINE =
      Set.of("vulnerabilities", "identifiers", "severity", "summary", "cvss");

  @Override
  public boolean recognises(Part document) {
    return document.at(WEBHOOK).isObject()
        || document.has("ghsa_id") && OUTLINE.stream().anyMatch(document::has);
  }

  @Override
  public Advisory read(Part document) {
    boolean webhook = document.at(WEBHOOK).isObject();
    Part advisory = webhook ? document.at(WEBHOOK) : document;
    Draft draft =
        new Draft(webhook ? "GitHub webhook" : "GitHub advisory")
            .id(advisory.at("ghsa_id"))
            .title(advisory.text("summary"))
            .details(advisory.text("description"))
            .modified(advisory.instant("updated_at"))
            .withdrawn(advisory.instant("withdrawn_at"));
    if (advisory.has("cve_id")) {
      draft.alias(advisory.at("cve_id"));
    }
    for (Part identifier : advisory.objects("identifiers")) {
      if (identifier.has("value")) {
        draft.alias(identifier.at("value"));
      }
    }
    if (webhook && document.text("action").filter("withdrawn"::equals).isPresent()) {
      draft.withdrawn(advisory.instant("withdrawn_at").or(() -> advisory.instant("updated_at")));
    }
    readSeverity(advisory, draft);
    advisory.objects("vulnerabilities").forEach(part -> readVulnerability(part, draft));
    return draft.finished();
  }

  private static void readSeverity(Part advisory, Draft draft) {
    advisory.text("severity").ifPresent(draft.severities()::add);
    Part severities = advisory.object("cvss_severities");
    for (Part cvss :
        List.of(
            advisory.object("cvss"), severities.object("cvss_v3"), severities.object("cvss_v4"))) {
      draft.severities().add(cvss.text("vector_string"), cvss.number("score"));
    }
  }

  private static void readVulnerability(Part vulnerability, Draft draft) {
    vulnerability.text("severity").ifPresent(draft.severities()::add);
    Part pack = vulnerability.object("package");
    String name = pack.required("name");
    Named named =
        Packages.of(pack.required("ecosystem"), name)
            .orElseThrow(() -> pack.at("name").refusal("is no name of a package"));
    VersionOrder order = VersionOrder.of(named.name().type());
    Affected affected = affected(vulnerability.at("vulnerable_version_range"), order);
    draft.finding(
        new Finding(
            draft.id(),
            Optional.of(named.name()),
            Optional.empty(),
            Status.AFFECTED,
            affected.ranges(),
            affected.versions(),
            Affected.fixes(patched(vulnerability), order)));
  }

  private static Affected affected(Part range, VersionOrder order) {
    return range
        .text()
        .map(
            text -> {
              try {
                return Affected.of(Constraints.parse(text, order));
              } catch (IllegalArgumentException e) {
                throw range.refusal(e.getMessage());
              }
            })
        .filter(affected -> !affected.isNone())
        .orElseGet(Affected::all);
  }

  /** The webhook has an object, the API a text or several in one. */
  private static List<String> patched(Part vulnerability) {
    Part first = vulnerability.at("first_patched_version");
    Optional<String> one = first.isObject() ? first.text("identifier") : first.text();
    Optional<String> texts = one.or(() -> vulnerability.text("patched_versions"));
    return texts.stream()
        .flatMap(text -> List.of(text.split(",")).stream())
        .map(text -> text.replaceFirst("^\\s*[>=~^]*\\s*", "").strip())
        .toList();
  }
}
