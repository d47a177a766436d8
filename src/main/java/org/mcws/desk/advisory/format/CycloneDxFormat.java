package org.mcws.desk.advisory.format;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mcws.desk.advisory.Advisory;
import org.mcws.desk.advisory.Advisory.Finding;
import org.mcws.desk.advisory.Advisory.Kind;
import org.mcws.desk.advisory.Advisory.Status;
import org.mcws.desk.advisory.format.Packages.Named;
import org.mcws.desk.advisory.version.VersionOrder;

/** CycloneDX JSON: what is said of vulnerabilities in a bill of materials, or beside it. */
final class CycloneDxFormat implements Format {

  private static final Set<String> UNDECIDED = Set.of("", "in_triage");

  private static final Pattern RECOMMENDED =
      Pattern.compile(
          "to versions? (?<versions>v?[0-9][^\\s,]*(?:,\\s*(?:and |or )?v?[0-9][^\\s,]*)*+)");

  @Override
  public boolean recognises(Part document) {
    return document.at("bomFormat").isText()
        && document.text("bomFormat").orElse("").equalsIgnoreCase("CycloneDX");
  }

  @Override
  public Advisory read(Part bom) {
    List<Part> vulnerabilities = bom.objects("vulnerabilities");
    Draft draft =
        new Draft("CycloneDX")
            .kind(kind(vulnerabilities))
            .modified(bom.object("metadata").instant("timestamp"));
    Components components = new Components(bom);
    String artifact = components.product().map(Component::shown).orElse("");
    Optional<String> serial = bom.text("serialNumber");
    boolean statement = kind(vulnerabilities) == Kind.VEX;
    // Scanners give each report another serial number, whatever it is of.
    draft.id(
        statement || artifact.isBlank()
            ? serial.orElse("cyclonedx:" + (artifact.isBlank() ? bom.digest() : artifact))
            : "cyclonedx:" + artifact);
    String what = artifact.isBlank() ? "a bill of materials" : artifact;
    draft.title(
        Optional.of(
            vulnerabilities.isEmpty()
                ? "Bill of materials" + (artifact.isBlank() ? "" : " of " + artifact)
                : (statement ? "Statement on " : "Report of ") + what));
    for (Part vulnerability : vulnerabilities) {
      readVulnerability(vulnerability, components, draft);
    }
    if (statement && vulnerabilities.size() == 1) {
      draft.alias(vulnerabilities.get(0).at("id"));
    }
    if (vulnerabilities.isEmpty()) {
      draft.note(
          "The bill of materials tells of no vulnerability. Upload it to the service that it is of,"
              + " and the desk knows what that runs.");
    }
    return draft.finished();
  }

  private static Kind kind(List<Part> vulnerabilities) {
    if (vulnerabilities.isEmpty()) {
      return Kind.INFORMATIONAL;
    }
    return vulnerabilities.stream().noneMatch(v -> UNDECIDED.contains(state(v)))
        ? Kind.VEX
        : Kind.REPORT;
  }

  private static void readVulnerability(Part vulnerability, Components components, Draft draft) {
    String problem = Draft.idOf(vulnerability.at("id"));
    for (Part rating : vulnerability.objects("ratings")) {
      draft.severities().add(rating.text("vector"), rating.number("score"));
      rating.text("severity").ifPresent(draft.severities()::add);
    }
    if (vulnerability.has("rejected")) {
      draft.note(problem + " was rejected.");
      return;
    }
    Status status = status(vulnerability.object("analysis").at("state"));
    List<String> fixes = recommended(vulnerability.text("recommendation").orElse(""));
    for (Part affects : vulnerability.objects("affects")) {
      Optional<Component> component = components.find(affects.required("ref"));
      if (component.isEmpty()) {
        draft.note("It cannot be told what '" + affects.required("ref") + "' is.");
      } else {
        add(problem, status, component.get(), affects, fixes, components, draft);
      }
    }
  }

  private static void add(
      String problem,
      Status status,
      Component component,
      Part affects,
      List<String> fixes,
      Components components,
      Draft draft) {
    Optional<String> image = components.image();
    boolean clears = status == Status.NOT_AFFECTED || status == Status.FIXED;
    Optional<Component> whole =
        components.product().filter(p -> clears && image.isEmpty() && p.named().isPresent());
    // That it does no harm in a product is said of that product, and not of the component anywhere.
    Component meant = whole.orElse(component);
    Optional<Named> named = meant.named();
    if (named.isEmpty()) {
      draft.note("It cannot be told which package '" + meant.shown() + "' is.");
      return;
    }
    VersionOrder order = VersionOrder.of(named.get().name().type());
    Map<Status, List<Affected>> versions = new LinkedHashMap<>();
    for (Part version : meant.equals(component) ? affects.objects("versions") : List.<Part>of()) {
      Status of = status(version.text("status").orElse("affected"), status);
      // What a statement clears is what the bill has, not all that the problem is known of.
      if (of != status || !clears || meant.version().isEmpty()) {
        versions(version, of, order, draft)
            .ifPresent(a -> versions.computeIfAbsent(of, s -> new ArrayList<>()).add(a));
      }
    }
    if (versions.isEmpty() || clears && meant.version().isPresent()) {
      versions.put(status, List.of(Affected.only(meant.version())));
    }
    versions.forEach(
        (of, parts) -> {
          Affected together = ProductStatements.together(parts);
          List<String> all = new ArrayList<>(fixes);
          together.ranges().forEach(range -> range.fixed().ifPresent(all::add));
          boolean affected = of == Status.AFFECTED || of == Status.UNDER_INVESTIGATION;
          draft.finding(
              new Finding(
                  problem,
                  Optional.of(named.get().name()),
                  image.or(() -> named.get().image()),
                  of,
                  together.ranges(),
                  together.versions(),
                  affected ? Affected.fixes(all, order) : List.of(),
                  image.isPresent() ? Optional.empty() : named.get().release()));
        });
  }

  private static Optional<Affected> versions(
      Part version, Status status, VersionOrder order, Draft draft) {
    Optional<String> range = version.text("range");
    if (range.isEmpty()) {
      return Optional.of(Affected.only(version.text("version")));
    }
    Optional<Affected> understood = RangeText.parse(range.get(), order);
    if (understood.isPresent()) {
      return understood;
    }
    boolean clears = status == Status.NOT_AFFECTED || status == Status.FIXED;
    draft.note(
        "The versions '"
            + range.get()
            + "' are not understood: "
            + (clears ? "none is taken for safe." : "every version counts."));
    return clears ? Optional.empty() : Optional.of(Affected.all());
  }

  private static String state(Part vulnerability) {
    return vulnerability.object("analysis").text("state").orElse("");
  }

  private static Status status(Part state) {
    return switch (state.text().orElse("")) {
      case "", "exploitable" -> Status.AFFECTED;
      case "in_triage" -> Status.UNDER_INVESTIGATION;
      case "resolved", "resolved_with_pedigree" -> Status.FIXED;
      case "not_affected", "false_positive" -> Status.NOT_AFFECTED;
      default ->
          throw state.refusal(
              "must be one of resolved, resolved_with_pedigree, exploitable, in_triage,"
                  + " false_positive, not_affected");
    };
  }

  private static Status status(String ofVersion, Status ofVulnerability) {
    return switch (ofVersion) {
      case "unaffected" -> Status.NOT_AFFECTED;
      case "unknown" -> Status.UNDER_INVESTIGATION;
      default -> ofVulnerability;
    };
  }

  /** Scanners write the fixed versions into a sentence. */
  private static List<String> recommended(String text) {
    Matcher matcher = RECOMMENDED.matcher(text.substring(0, Math.min(text.length(), 2000)));
    List<String> versions = new ArrayList<>();
    while (matcher.find()) {
      for (String version : matcher.group("versions").split(",\\s*(?:and |or )?")) {
        versions.add(version.replaceFirst("[.;]$", ""));
      }
    }
    return versions;
  }

  /**
   * A component.
   *
   * @param named what the desk calls it; empty if it has no name
   * @param version its version
   * @param shown what people call it
   */
  private record Component(Optional<Named> named, Optional<String> version, String shown) {}

  /** The components of a bill of materials, by reference. */
  private static final class Components {

    private final Map<String, Component> byReference = new HashMap<>();
    private final Optional<Component> product;

    Components(Part bom) {
      Part described = bom.object("metadata").object("component");
      this.product = described.isThere() ? Optional.of(add(described)) : Optional.empty();
      addAll(bom);
    }

    /** What the bill is of. */
    Optional<Component> product() {
      return product;
    }

    /** The image that the bill is of. */
    Optional<String> image() {
      return product.flatMap(Component::named).flatMap(Named::image);
    }

    Optional<Component> find(String reference) {
      int hash = reference.startsWith("urn:cdx:") ? reference.indexOf('#') : -1;
      String local = hash < 0 ? reference : decoded(reference.substring(hash + 1));
      return Optional.ofNullable(byReference.get(local))
          .or(
              () ->
                  local.startsWith("pkg:")
                      ? Packages.ofPurl(local)
                          .map(n -> new Component(Optional.of(n), n.version(), local))
                      : Optional.empty());
    }

    private void addAll(Part parent) {
      for (Part component : parent.objects("components")) {
        add(component);
        addAll(component);
      }
    }

    private Component add(Part part) {
      String name = part.text("name").orElse("");
      Optional<Named> byHelper =
          part.text("purl")
              .flatMap(Packages::ofPurl)
              .or(() -> part.text("cpe").flatMap(Packages::ofCpe));
      Optional<String> version = part.text("version").or(() -> byHelper.flatMap(Named::version));
      Optional<Named> named =
          byHelper.or(
              () ->
                  name.isBlank()
                      ? Optional.empty()
                      : Packages.software(part.text("group").orElse(""), name));
      boolean container = part.text("type").filter("container"::equals).isPresent();
      Optional<String> image =
          container && named.flatMap(Named::image).isEmpty()
              ? Optional.of(
                      name
                          + version
                              .map(v -> v.startsWith("sha256:") ? "@" + v : ":" + v)
                              .orElse(""))
                  .filter(ImageNames::isOne)
              : named.flatMap(Named::image);
      Component component =
          new Component(
              named.map(n -> n.inImage(image)),
              version,
              (name + version.map(v -> "@" + v).orElse("")).strip());
      Set<String> references = new LinkedHashSet<>();
      part.text("bom-ref").ifPresent(references::add);
      references.forEach(reference -> byReference.putIfAbsent(reference, component));
      return component;
    }

    private static String decoded(String text) {
      try {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
      } catch (IllegalArgumentException e) {
        return text;
      }
    }
  }
}
