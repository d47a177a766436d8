package org.mcws.desk.advisory.format;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.mcws.desk.advisory.Advisory;
import org.mcws.desk.advisory.Advisory.Finding;
import org.mcws.desk.advisory.Advisory.Kind;
import org.mcws.desk.advisory.Advisory.Status;
import org.mcws.desk.advisory.format.Packages.Named;
import org.mcws.desk.advisory.version.VersionOrder;

/** A report of Trivy, of schema 2 or as the list of results that it wrote before. */
final class TrivyFormat implements Format {

  private static final String RESULTS = "Results";
  private static final String VULNERABILITIES = "Vulnerabilities";

  /** {@code ghcr.io/site:1.4 (debian 12.5)}. */
  private static final Pattern TARGET = Pattern.compile("(?<image>\\S+) \\((?<os>[^()]+)\\)");

  @Override
  public boolean recognises(Part document) {
    return document.isList()
        ? document.list().stream().anyMatch(result -> result.at("Target").isText())
        : document.has("SchemaVersion")
            && (document.has(RESULTS)
                || document.has("ArtifactName")
                || document.has("ArtifactType"));
  }

  @Override
  public Advisory read(Part document) {
    boolean legacy = document.isList();
    if (!legacy && document.text("SchemaVersion").filter("2"::equals).isEmpty()) {
      throw document.at("SchemaVersion").refusal("must be 2: use a newer Trivy");
    }
    List<Part> results = legacy ? document.list() : document.objects(RESULTS);
    results.forEach(Part::mustBeObject);
    Draft draft = new Draft("Trivy").kind(Kind.REPORT);
    List<String> images = images(document, results);
    String artifact = artifact(document, results, images);
    draft
        .id("trivy:" + artifact)
        .title(Optional.of("Trivy's report of " + artifact))
        .modified(legacy ? Optional.empty() : document.instant("CreatedAt"));
    int skipped = 0;
    for (Part result : results) {
      for (Part vulnerability : result.objects(VULNERABILITIES)) {
        if (vulnerability.has("VulnerabilityID")) {
          readVulnerability(vulnerability, result, images, draft);
        } else {
          skipped++;
        }
      }
    }
    if (skipped > 0) {
      draft.note(skipped + " entries name no problem and were passed over.");
    }
    if (!draft.hasFindings()) {
      draft.note(
          results.stream().anyMatch(result -> result.has("Misconfigurations"))
              ? "The report is about settings; it names no vulnerable package."
              : "The report names no vulnerable package.");
    }
    return draft.finished();
  }

  private static void readVulnerability(
      Part vulnerability, Part result, List<String> images, Draft draft) {
    String problem = Draft.idOf(vulnerability.at("VulnerabilityID"));
    Named named = named(vulnerability, result);
    VersionOrder order = VersionOrder.of(named.name().type());
    Optional<String> installed = vulnerability.text("InstalledVersion").or(named::version);
    readSeverity(vulnerability, draft);
    List<String> fixes =
        vulnerability.text("FixedVersion").stream()
            .flatMap(text -> Stream.of(text.split("[,;]|\\|\\|")))
            .map(text -> text.replaceFirst("^\\s*[<>=~^]*\\s*", "").strip())
            .toList();
    List<Optional<String>> places =
        images.isEmpty() ? List.of(Optional.empty()) : images.stream().map(Optional::of).toList();
    for (Optional<String> image : places) {
      draft.finding(
          new Finding(
              problem,
              Optional.of(named.name()),
              image,
              status(vulnerability.text("Status").orElse("")),
              List.of(),
              installed.stream().toList(),
              Affected.fixes(fixes, order),
              image.isPresent() ? Optional.empty() : named.release()));
    }
  }

  /** That there is a fix, or that there will be none, means that the installed one is affected. */
  private static Status status(String text) {
    return switch (text) {
      case "not_affected" -> Status.NOT_AFFECTED;
      case "under_investigation" -> Status.UNDER_INVESTIGATION;
      default -> Status.AFFECTED;
    };
  }

  private static void readSeverity(Part vulnerability, Draft draft) {
    vulnerability.text("Severity").ifPresent(draft.severities()::add);
    for (Part source : vulnerability.object("CVSS").fields().values()) {
      source.mustBeObject();
      draft.severities().add(source.text("V2Vector"), source.number("V2Score"));
      draft.severities().add(source.text("V3Vector"), source.number("V3Score"));
      draft.severities().add(source.text("V40Vector"), source.number("V40Score"));
    }
  }

  private static Named named(Part vulnerability, Part result) {
    Part identifier = vulnerability.object("PkgIdentifier");
    return Stream.of(identifier.text("PURL"), vulnerability.text("Ref"))
        .flatMap(Optional::stream)
        .filter(text -> text.startsWith("pkg:"))
        .flatMap(text -> Packages.ofPurl(text).stream())
        .findFirst()
        .or(
            () ->
                Packages.of(
                    result.text("Type").orElse("generic"), vulnerability.required("PkgName")))
        .orElseThrow(() -> vulnerability.at("PkgName").refusal("is no name of a package"));
  }

  /** The image that was looked into, under each name that is known; none if it was no image. */
  private static List<String> images(Part document, List<Part> results) {
    Set<String> images = new LinkedHashSet<>();
    if (!document.isList()) {
      Part metadata = document.object("Metadata");
      List<String> tags = metadata.texts("RepoTags");
      List<String> digests = metadata.texts("RepoDigests");
      for (String tag : tags) {
        images.add(ImageNames.withDigest(tag, digests));
      }
      digests.stream()
          .filter(
              digest -> images.stream().noneMatch(image -> ImageNames.haveOneDigest(image, digest)))
          .forEach(images::add);
      if (images.isEmpty() && document.text("ArtifactType").orElse("").equals("container_image")) {
        document
            .text("ArtifactName")
            .or(() -> osTarget(results))
            .filter(ImageNames::isOne)
            .ifPresent(images::add);
      }
    } else {
      osTarget(results).filter(ImageNames::isOne).ifPresent(images::add);
    }
    return new ArrayList<>(images);
  }

  /** Before schema 2 only the result of the operating system's packages named the image. */
  private static Optional<String> osTarget(List<Part> results) {
    return results.stream()
        .flatMap(result -> result.text("Target").stream())
        .map(TARGET::matcher)
        .filter(Matcher::matches)
        .map(matcher -> matcher.group("image"))
        .findFirst();
  }

  private static String artifact(Part document, List<Part> results, List<String> images) {
    if (!images.isEmpty()) {
      return images.get(0);
    }
    Optional<String> name =
        document.isList()
            ? Optional.empty()
            : document.text("ArtifactName").or(() -> document.text("ArtifactID"));
    return name.or(() -> results.stream().flatMap(r -> r.text("Target").stream()).findFirst())
        .map(text -> text.replaceAll("\\p{Cntrl}", " "))
        .orElseGet(document::digest);
  }
}
