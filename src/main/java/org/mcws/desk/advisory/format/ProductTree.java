package org.mcws.desk.advisory.format;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mcws.desk.advisory.format.Packages.Named;

/** The products that a CSAF document names, by their ids. */
final class ProductTree {

  /** Name, epoch, version, release and architecture, as RPM writes them together. */
  private static final Pattern NEVRA =
      Pattern.compile(
          "(?<name>.+)-(?:(?<epoch>[0-9]+):)?(?<version>[^-:]+)-(?<release>[^-:]+)"
              + "\\.(?:src|noarch|nosrc|x86_64|i[3-6]86|aarch64|ppc|ppc64|ppc64le|s390|s390x|ia64|armv7hl)");

  private static final Set<String> OF_DISTRIBUTIONS = Set.of("deb", "rpm", "apk");

  private final Map<String, Product> products = new HashMap<>();
  private final Map<String, List<String>> groups = new HashMap<>();

  static ProductTree of(Part tree) {
    ProductTree products = new ProductTree();
    products.readBranches(tree, Map.of());
    tree.objects("full_product_names").forEach(part -> products.add(part, Map.of()));
    tree.objects("relationships").forEach(products::relate);
    for (Part group : tree.objects("product_groups")) {
      products.groups.put(group.required("group_id"), group.texts("product_ids"));
    }
    return products;
  }

  Optional<Product> product(String id) {
    return Optional.ofNullable(products.get(id));
  }

  /** The products that a flag or the like is about: those it names, and those of its groups. */
  Set<String> meant(Part part) {
    Set<String> ids = new LinkedHashSet<>(part.texts("product_ids"));
    for (Part group : part.list("group_ids")) {
      ids.addAll(groups.getOrDefault(group.text().orElse(""), List.of()));
    }
    return ids;
  }

  private void readBranches(Part parent, Map<String, String> path) {
    for (Part branch : parent.objects("branches")) {
      Map<String, String> here = new HashMap<>(path);
      branch
          .text("category")
          .ifPresent(category -> here.put(category, branch.text("name").orElse("")));
      if (branch.has("product")) {
        add(branch.object("product"), here);
      }
      readBranches(branch, here);
    }
  }

  private void add(Part product, Map<String, String> path) {
    String id = product.required("product_id");
    String name = product.text("name").orElse(id);
    Part helper = product.object("product_identification_helper");
    Optional<Named> byHelper =
        helper
            .text("purl")
            .or(() -> helper.texts("purls").stream().findFirst())
            .flatMap(Packages::ofPurl)
            .or(() -> helper.text("cpe").flatMap(Packages::ofCpe));
    Optional<Named> named = byHelper.or(() -> byPath(name, path));
    Optional<String> range = range(path);
    Optional<String> version =
        byHelper
            .flatMap(Named::version)
            .or(() -> range.isPresent() ? Optional.empty() : named.flatMap(Named::version))
            .or(() -> Optional.ofNullable(path.get("product_version")))
            .filter(v -> range.isEmpty() || byHelper.flatMap(Named::version).isPresent());
    products.put(
        id,
        new Product(
            name,
            named.map(n -> n.at(version)),
            version.isPresent() ? Optional.empty() : range,
            named.flatMap(Named::image),
            Optional.empty(),
            helper.text("cpe").filter(cpe -> cpe.matches("cpe:(/|2\\.3:)o:.*"))));
  }

  /** What is a part of something else is meant there alone. */
  private void relate(Part relationship) {
    Part part = relationship.object("full_product_name");
    String id = part.required("product_id");
    Product component = referenced(relationship.at("product_reference"));
    Product whole = referenced(relationship.at("relates_to_product_reference"));
    boolean packaged =
        component.named().filter(n -> OF_DISTRIBUTIONS.contains(n.name().type())).isPresent();
    products.put(
        id,
        new Product(
            part.text("name").orElse(id),
            component.named().map(n -> packaged ? n.in(whole.release(n)) : n),
            component.range(),
            component.image().or(whole::image),
            packaged || whole.image().isPresent() ? Optional.empty() : Optional.of(whole),
            component.platform()));
  }

  private Product referenced(Part reference) {
    String id = reference.text().orElseThrow(() -> reference.refusal("is missing: give it"));
    return product(id)
        .orElseThrow(() -> reference.refusal("names a product that the document does not have"));
  }

  private static Optional<String> range(Map<String, String> path) {
    return Optional.ofNullable(path.get("product_version_range"))
        .or(
            () ->
                Optional.ofNullable(path.get("product_version"))
                    .filter(text -> text.startsWith("vers:")));
  }

  private static Optional<Named> byPath(String name, Map<String, String> path) {
    String vendor = path.getOrDefault("vendor", "");
    Optional<String> product =
        Optional.ofNullable(path.get("product_name"))
            .or(() -> rpm(name).isPresent() ? Optional.empty() : family(path));
    return product.isPresent()
        ? Packages.software(vendor, product.get())
        : rpm(name)
            .flatMap(
                nevra ->
                    Packages.of(namespace(vendor), nevra.group("name"))
                        .map(n -> n.at(Optional.of(evr(nevra)))));
  }

  private static Optional<String> family(Map<String, String> path) {
    return Optional.ofNullable(path.get("product_family")).filter(f -> !f.isBlank());
  }

  private static Optional<Matcher> rpm(String name) {
    Matcher matcher = NEVRA.matcher(name);
    return name.length() <= 300 && matcher.matches() ? Optional.of(matcher) : Optional.empty();
  }

  private static String evr(Matcher nevra) {
    String epoch = nevra.group("epoch");
    return (epoch == null || epoch.equals("0") ? "" : epoch + ":")
        + nevra.group("version")
        + "-"
        + nevra.group("release");
  }

  private static String namespace(String vendor) {
    String lower = vendor.toLowerCase(Locale.ROOT);
    return lower.startsWith("suse") ? "suse" : lower.isBlank() ? "redhat" : lower;
  }

  /**
   * A product.
   *
   * @param name for people
   * @param named what the desk calls it, with its version; empty if it can't be told
   * @param range the range of versions, as it is written; empty if there is a version or neither
   * @param image the image in which alone it is meant
   * @param whole the product of which it is a part, if it is meant as a part of that alone
   * @param platform the CPE of the operating system that it is
   */
  record Product(
      String name,
      Optional<Named> named,
      Optional<String> range,
      Optional<String> image,
      Optional<Product> whole,
      Optional<String> platform) {

    /** The release of a distribution that this is, for a package of it. */
    private Optional<String> release(Named packaged) {
      return platform
          .flatMap(Packages::ofCpe)
          .flatMap(Named::version)
          .filter(version -> version.matches("[0-9][0-9.]*"))
          .map(version -> packaged.name().name().replaceFirst("/.*", "") + "-" + version);
    }
  }
}
