package org.mcws.desk.advisory.format;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mcws.desk.advisory.Advisory;
import org.mcws.desk.advisory.Advisory.Finding;
import org.mcws.desk.advisory.Advisory.Kind;
import org.mcws.desk.advisory.Advisory.Status;
import org.mcws.desk.advisory.format.Packages.Named;
import org.mcws.desk.advisory.version.VersionOrder;

/** A report of Grype. */
final class GrypeFormat implements Format {

  private static final String MATCHES = "matches";

  @Override
  public boolean recognises(Part document) {
    return document.at(MATCHES).isList()
        && (document.has("descriptor") || document.has("source") || document.has("distro"));
  }

  @Override
  public Advisory read(Part document) {
    List<String> images = images(document.object("source"));
    String artifact = artifact(document, images);
    Draft draft =
        new Draft("Grype")
            .kind(Kind.REPORT)
            .id("grype:" + artifact)
            .title(Optional.of("Grype's report of " + artifact))
            .modified(document.object("descriptor").instant("timestamp"));
    for (Part match : document.objects(MATCHES)) {
      readMatch(match, images, draft);
    }
    if (!draft.hasFindings()) {
      draft.note("The report names no vulnerable package.");
    }
    return draft.finished();
  }

  private static void readMatch(Part match, List<String> images, Draft draft) {
    Part vulnerability = match.object("vulnerability");
    String problem = Draft.idOf(vulnerability.at("id"));
    readSeverity(vulnerability, draft);
    match.objects("relatedVulnerabilities").forEach(related -> readSeverity(related, draft));
    draft.exploited(
        ExploitationFlags.in(vulnerability)
            || match.objects("relatedVulnerabilities").stream().anyMatch(ExploitationFlags::in));
    Part artifact = match.object("artifact");
    Named named = named(artifact);
    Part fix = vulnerability.object("fix");
    List<String> fixes =
        fix.text("state").filter("fixed"::equals).isPresent() ? fix.texts("versions") : List.of();
    Optional<String> version = artifact.text("version").or(named::version);
    List<Optional<String>> places =
        images.isEmpty() ? List.of(Optional.empty()) : images.stream().map(Optional::of).toList();
    for (Optional<String> image : places) {
      draft.finding(
          new Finding(
              problem,
              Optional.of(named.name()),
              image,
              Status.AFFECTED,
              List.of(),
              version.stream().toList(),
              Affected.fixes(fixes, VersionOrder.of(named.name().type())),
              image.isPresent() ? Optional.empty() : named.release()));
    }
  }

  private static void readSeverity(Part vulnerability, Draft draft) {
    vulnerability.text("severity").ifPresent(draft.severities()::add);
    for (Part cvss : vulnerability.objects("cvss")) {
      draft.severities().add(cvss.text("vector"), cvss.object("metrics").number("baseScore"));
    }
  }

  private static Named named(Part artifact) {
    return artifact
        .text("purl")
        .flatMap(Packages::ofPurl)
        .or(() -> Packages.of(artifact.text("type").orElse("generic"), artifact.required("name")))
        .orElseThrow(() -> artifact.at("name").refusal("is no name of a package"));
  }

  private static List<String> images(Part source) {
    Part target = source.at("target");
    if (source.text("type").filter("image"::equals).isEmpty() || !target.isObject()) {
      return List.of();
    }
    Set<String> images = new LinkedHashSet<>();
    List<String> digests = target.texts("repoDigests");
    target.texts("tags").forEach(tag -> images.add(ImageNames.withDigest(tag, digests)));
    digests.stream()
        .filter(d -> images.stream().noneMatch(image -> ImageNames.haveOneDigest(image, d)))
        .forEach(images::add);
    if (images.isEmpty()) {
      target.text("userInput").filter(ImageNames::isOne).ifPresent(images::add);
    }
    return new ArrayList<>(images);
  }

  private static String artifact(Part document, List<String> images) {
    if (!images.isEmpty()) {
      return images.get(0);
    }
    Part target = document.object("source").at("target");
    Optional<String> name =
        target.isObject()
            ? target.text("userInput").or(() -> target.text("imageID"))
            : target.isText() ? target.text() : Optional.empty();
    return name.map(text -> text.replaceAll("\\p{Cntrl}", " ")).orElseGet(document::digest);
  }
}
