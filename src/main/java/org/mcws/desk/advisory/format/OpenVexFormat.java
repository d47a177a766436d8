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

/**
 * OpenVEX 0.2, and 0.0 in which vulnerabilities and products are plain texts. That a component does
 * no harm in a product holds in that product alone: where it is an image, in that image, else the
 * statement is taken to be about the product.
 */
final class OpenVexFormat implements Format {

  @Override
  public boolean recognises(Part document) {
    Part context = document.at("@context");
    List<Part> contexts = context.isList() ? context.list() : List.of(context);
    return contexts.stream()
        .filter(Part::isText)
        .anyMatch(part -> part.text().orElse("").contains("openvex"));
  }

  @Override
  public Advisory read(Part document) {
    Draft draft = new Draft("OpenVEX").kind(Kind.VEX);
    Set<String> problems = new LinkedHashSet<>();
    List<Statement> statements = new ArrayList<>();
    for (Part statement : document.objects("statements")) {
      Statement read = statement(statement);
      problems.addAll(read.ids());
      statements.add(read);
    }
    boolean one = statements.stream().map(s -> s.ids().get(0)).distinct().count() == 1;
    if (document.has("@id")) {
      draft.id(document.at("@id"));
    } else {
      draft.id(
          "openvex:"
              + document.text("author").orElse("somebody")
              + ":"
              + String.join(",", problems.stream().limit(5).toList()));
    }
    if (one) {
      problems.forEach(draft::alias);
    }
    draft
        .modified(document.instant("last_updated").or(() -> document.instant("timestamp")))
        .title(
            Optional.of(
                "Statement of "
                    + document.text("author").orElse("somebody")
                    + " about "
                    + String.join(", ", problems)));
    statements.forEach(statement -> statement.addTo(draft));
    return draft.finished();
  }

  private static Statement statement(Part part) {
    Part vulnerability = part.at("vulnerability");
    List<String> ids = new ArrayList<>();
    if (vulnerability.isObject()) {
      vulnerability.text("name").or(() -> vulnerability.text("@id")).ifPresent(ids::add);
      ids.addAll(vulnerability.texts("aliases"));
    } else {
      vulnerability.text().ifPresent(ids::add);
    }
    if (ids.isEmpty()) {
      throw vulnerability.refusal("is missing: give its name");
    }
    if (ids.stream().anyMatch(id -> !Draft.isId(id))) {
      throw vulnerability.refusal("is no id of a problem");
    }
    Status status = status(part.at("status"));
    List<Product> products = new ArrayList<>();
    for (Part product : part.list("products")) {
      products.addAll(products(product, status));
    }
    return new Statement(ids, status, products);
  }

  private static Status status(Part part) {
    return switch (part.text().orElse("")) {
      case "not_affected" -> Status.NOT_AFFECTED;
      case "affected" -> Status.AFFECTED;
      case "fixed" -> Status.FIXED;
      case "under_investigation" -> Status.UNDER_INVESTIGATION;
      default ->
          throw part.refusal("must be one of not_affected, affected, fixed, under_investigation");
    };
  }

  private static List<Product> products(Part product, Status status) {
    Optional<Named> whole = named(product);
    List<Named> components =
        product.isObject()
            ? product.list("subcomponents").stream()
                .flatMap(component -> named(component).stream())
                .toList()
            : List.of();
    Optional<String> image = whole.flatMap(Named::image);
    boolean affected = status == Status.AFFECTED || status == Status.UNDER_INVESTIGATION;
    if (components.isEmpty() || image.isEmpty() && !affected) {
      return whole.stream().map(named -> new Product(named, named.image())).toList();
    }
    return components.stream().map(named -> new Product(named, image)).toList();
  }

  private static Optional<Named> named(Part product) {
    if (!product.isObject()) {
      return product.text().flatMap(OpenVexFormat::named);
    }
    Part identifiers = product.object("identifiers");
    return identifiers
        .text("purl")
        .flatMap(Packages::ofPurl)
        .or(() -> product.text("@id").flatMap(OpenVexFormat::named))
        .or(() -> identifiers.text("cpe23").flatMap(Packages::ofCpe))
        .or(() -> identifiers.text("cpe22").flatMap(Packages::ofCpe));
  }

  private static Optional<Named> named(String id) {
    return id.startsWith("pkg:") ? Packages.ofPurl(id) : Packages.ofCpe(id);
  }

  private record Product(Named named, Optional<String> image) {}

  private record Statement(List<String> ids, Status status, List<Product> products) {

    void addTo(Draft draft) {
      for (Product product : products) {
        draft.finding(
            new Finding(
                ids.get(0),
                Optional.of(product.named().name()),
                product.image(),
                status,
                List.of(),
                product.named().version().stream().toList(),
                List.of(),
                product.named().release()));
      }
    }
  }
}
