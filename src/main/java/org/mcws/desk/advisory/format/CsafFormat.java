package org.mcws.desk.advisory.format;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.mcws.desk.advisory.Advisory;
import org.mcws.desk.advisory.Advisory.Kind;
import org.mcws.desk.advisory.Advisory.Status;
import org.mcws.desk.advisory.format.ProductTree.Product;

/**
 * The Common Security Advisory Framework 2.0: security advisories, VEX, informational documents.
 */
final class CsafFormat implements Format {

  private static final Set<String> VERSIONS = Set.of("2.0", "2.1");
  private static final Pattern KNOWN_ID = Pattern.compile("[A-Z][A-Z0-9]+-[A-Za-z0-9:._-]+");

  private static final Map<String, Status> STATUS =
      Map.of(
          "known_affected", Status.AFFECTED,
          "fixed", Status.FIXED,
          "first_fixed", Status.FIXED,
          "known_not_affected", Status.NOT_AFFECTED,
          "under_investigation", Status.UNDER_INVESTIGATION);

  @Override
  public boolean recognises(Part document) {
    return document.at("document").isObject() && document.at("document").has("csaf_version");
  }

  @Override
  public Advisory read(Part csaf) {
    Part document = csaf.at("document");
    String version = document.required("csaf_version");
    if (!VERSIONS.contains(version)) {
      throw document.at("csaf_version").refusal("must be 2.0 or 2.1");
    }
    Part tracking = document.object("tracking");
    List<Part> vulnerabilities = csaf.objects("vulnerabilities");
    Draft draft =
        new Draft("CSAF " + version)
            .id(tracking.at("id"))
            .kind(kind(document.text("category").orElse(""), vulnerabilities))
            .title(Optional.of(document.required("title")))
            .details(note(document, "summary").or(() -> note(document, "description")))
            .modified(tracking.instant("current_release_date"));
    tracking.list("aliases").stream().filter(Part::isThere).forEach(draft::alias);
    document.object("aggregate_severity").text("text").ifPresent(draft.severities()::add);
    ProductTree products = ProductTree.of(csaf.object("product_tree"));
    for (Part vulnerability : vulnerabilities) {
      readVulnerability(vulnerability, products, draft);
    }
    aliases(vulnerabilities).forEach(draft::alias);
    if (vulnerabilities.isEmpty()) {
      draft.note("The document tells of no vulnerability.");
    }
    return draft.finished();
  }

  private static Kind kind(String category, List<Part> vulnerabilities) {
    String plain = category.toLowerCase(Locale.ROOT);
    if (plain.contains("vex")) {
      return Kind.VEX;
    }
    boolean tells =
        !plain.contains("informational")
            && !plain.contains("incident")
            && !vulnerabilities.isEmpty();
    return tells ? Kind.ADVISORY : Kind.INFORMATIONAL;
  }

  private static void readVulnerability(Part vulnerability, ProductTree products, Draft draft) {
    readSeverity(vulnerability, draft);
    readThreats(vulnerability, draft);
    ProductStatements statements =
        new ProductStatements(problem(vulnerability).orElse(draft.id()), draft);
    Part status = vulnerability.object("product_status");
    Set<String> told = new LinkedHashSet<>();
    for (Map.Entry<String, Status> entry : ordered().entrySet()) {
      for (Part reference : status.list(entry.getKey())) {
        Product product = product(reference, products);
        statements.say(entry.getValue(), product);
        reference.text().ifPresent(told::add);
      }
    }
    for (Part reference : status.list("first_affected")) {
      statements.firstAffected(product(reference, products));
      reference.text().ifPresent(told::add);
    }
    for (Part reference : status.list("last_affected")) {
      statements.lastAffected(product(reference, products));
      reference.text().ifPresent(told::add);
    }
    for (Part flag : vulnerability.objects("flags")) {
      for (String id : products.meant(flag)) {
        if (!told.contains(id)) {
          products.product(id).ifPresent(p -> statements.say(Status.NOT_AFFECTED, p));
        }
      }
    }
    statements.finish();
  }

  private static Map<String, Status> ordered() {
    Map<String, Status> ordered = new LinkedHashMap<>();
    for (String name :
        List.of(
            "known_affected",
            "first_fixed",
            "fixed",
            "known_not_affected",
            "under_investigation")) {
      ordered.put(name, STATUS.get(name));
    }
    return ordered;
  }

  private static Product product(Part reference, ProductTree products) {
    String id = reference.text().orElseThrow(() -> reference.refusal("must be a product's id"));
    return products
        .product(id)
        .orElseThrow(() -> reference.refusal("names a product that the document does not have"));
  }

  private static Optional<String> problem(Part vulnerability) {
    return vulnerability.has("cve")
        ? Optional.of(Draft.idOf(vulnerability.at("cve")))
        : ids(vulnerability).stream().findFirst();
  }

  private static List<String> ids(Part vulnerability) {
    return vulnerability.objects("ids").stream()
        .flatMap(id -> id.text("text").stream())
        .filter(text -> text.length() <= 100 && KNOWN_ID.matcher(text).matches())
        .toList();
  }

  /** A document about one problem goes by its ids too; one about several would mix them up. */
  private static Set<String> aliases(List<Part> vulnerabilities) {
    Set<String> aliases = new LinkedHashSet<>();
    if (vulnerabilities.size() == 1) {
      problem(vulnerabilities.get(0)).ifPresent(aliases::add);
      aliases.addAll(ids(vulnerabilities.get(0)));
    }
    return aliases;
  }

  private static void readSeverity(Part vulnerability, Draft draft) {
    for (Part score : vulnerability.objects("scores")) {
      readScores(score, draft);
    }
    for (Part metric : vulnerability.objects("metrics")) {
      readScores(metric.object("content"), draft);
    }
  }

  private static void readScores(Part scores, Draft draft) {
    for (String version : List.of("cvss_v2", "cvss_v3", "cvss_v4")) {
      Part cvss = scores.object(version);
      draft.severities().add(cvss.text("vectorString"), cvss.number("baseScore"));
    }
  }

  private static void readThreats(Part vulnerability, Draft draft) {
    for (Part threat : vulnerability.objects("threats")) {
      String details = threat.text("details").orElse("");
      switch (threat.text("category").orElse("")) {
        case "exploit_status" -> draft.exploited(ExploitationFlags.saidIn(details));
        case "impact" -> draft.severities().add(details);
        default -> {
          // Who is aimed at tells nothing of how bad it is.
        }
      }
    }
  }

  private static Optional<String> note(Part document, String category) {
    return document.objects("notes").stream()
        .filter(note -> note.text("category").filter(category::equals).isPresent())
        .flatMap(note -> note.text("text").stream())
        .findFirst();
  }
}
