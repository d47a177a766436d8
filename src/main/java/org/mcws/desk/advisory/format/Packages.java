package org.mcws.desk.advisory.format;

import com.github.packageurl.MalformedPackageURLException;
import com.github.packageurl.PackageURL;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.mcws.desk.inventory.PackageName;

/** What publishers call packages, and what the desk calls them. */
final class Packages {

  private static final int LONGEST_NAME = 300;

  /** Ecosystems of OSV, GitHub, Grype and Trivy, in lower case, as package URL types. */
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("npm", "npm"),
          Map.entry("yarn", "npm"),
          Map.entry("pnpm", "npm"),
          Map.entry("bun", "npm"),
          Map.entry("node-pkg", "npm"),
          Map.entry("javascript", "npm"),
          Map.entry("pypi", "pypi"),
          Map.entry("pip", "pypi"),
          Map.entry("pipenv", "pypi"),
          Map.entry("poetry", "pypi"),
          Map.entry("uv", "pypi"),
          Map.entry("python", "pypi"),
          Map.entry("python-pkg", "pypi"),
          Map.entry("packagist", "composer"),
          Map.entry("composer", "composer"),
          Map.entry("composer-vendor", "composer"),
          Map.entry("php-composer", "composer"),
          Map.entry("php-composer-installed", "composer"),
          Map.entry("drupal", "composer"),
          Map.entry("rubygems", "gem"),
          Map.entry("bundler", "gem"),
          Map.entry("gemspec", "gem"),
          Map.entry("gem", "gem"),
          Map.entry("maven", "maven"),
          Map.entry("pom", "maven"),
          Map.entry("jar", "maven"),
          Map.entry("gradle", "maven"),
          Map.entry("java-archive", "maven"),
          Map.entry("go", "golang"),
          Map.entry("gomod", "golang"),
          Map.entry("gobinary", "golang"),
          Map.entry("go-module", "golang"),
          Map.entry("nuget", "nuget"),
          Map.entry("dotnet", "nuget"),
          Map.entry("dotnet-core", "nuget"),
          Map.entry("crates.io", "cargo"),
          Map.entry("rust", "cargo"),
          Map.entry("cargo", "cargo"),
          Map.entry("rustbinary", "cargo"),
          Map.entry("rust-crate", "cargo"),
          Map.entry("rust-binary", "cargo"),
          Map.entry("hex", "hex"),
          Map.entry("erlang", "hex"),
          Map.entry("mix-lock", "hex"),
          Map.entry("pub", "pub"),
          Map.entry("swift", "swift"),
          Map.entry("swifturl", "swift"),
          Map.entry("cocoapods", "cocoapods"),
          Map.entry("conan", "conan"),
          Map.entry("conancenter", "conan"),
          Map.entry("cran", "cran"),
          Map.entry("hackage", "hackage"),
          Map.entry("bitnami", "bitnami"),
          Map.entry("actions", "github"),
          Map.entry("github-action", "github"),
          Map.entry("github actions", "github"),
          Map.entry("julia", "julia"),
          Map.entry("conda-pkg", "conda"),
          Map.entry("wordpress-plugin", "wordpress-plugin"),
          Map.entry("wordpress-theme", "wordpress-theme"));

  /** Distributions, with the type of their packages. */
  private static final Map<String, String> DISTRIBUTIONS =
      Map.ofEntries(
          Map.entry("debian", "deb"),
          Map.entry("ubuntu", "deb"),
          Map.entry("echo", "deb"),
          Map.entry("alpine", "apk"),
          Map.entry("wolfi", "apk"),
          Map.entry("chainguard", "apk"),
          Map.entry("minimos", "apk"),
          Map.entry("redhat", "rpm"),
          Map.entry("red hat", "rpm"),
          Map.entry("rhel", "rpm"),
          Map.entry("centos", "rpm"),
          Map.entry("rocky", "rpm"),
          Map.entry("rocky linux", "rpm"),
          Map.entry("alma", "rpm"),
          Map.entry("almalinux", "rpm"),
          Map.entry("oracle", "rpm"),
          Map.entry("ol", "rpm"),
          Map.entry("fedora", "rpm"),
          Map.entry("amazon", "rpm"),
          Map.entry("amzn", "rpm"),
          Map.entry("suse", "rpm"),
          Map.entry("opensuse", "rpm"),
          Map.entry("mageia", "rpm"),
          Map.entry("photon", "rpm"),
          Map.entry("photon os", "rpm"),
          Map.entry("azurelinux", "rpm"),
          Map.entry("mariner", "rpm"));

  /** Where a distribution's packages have another namespace than its name. */
  private static final Map<String, String> NAMESPACES =
      Map.of(
          "red hat", "redhat",
          "rhel", "redhat",
          "rocky linux", "rocky",
          "alma", "almalinux",
          "ol", "oracle",
          "amazon", "amzn",
          "photon os", "photon");

  private Packages() {}

  /**
   * The package of an ecosystem.
   *
   * @param ecosystem as the publisher calls it, perhaps with a release or an address after a colon
   * @param name as the publisher writes it
   */
  static Optional<Named> of(String ecosystem, String name) {
    int colon = ecosystem.indexOf(':');
    String base = (colon < 0 ? ecosystem : ecosystem.substring(0, colon)).strip();
    String suffix = colon < 0 ? "" : ecosystem.substring(colon + 1).strip();
    String lower = base.toLowerCase(Locale.ROOT);
    String distribution = DISTRIBUTIONS.get(lower);
    if (distribution != null) {
      String namespace = NAMESPACES.getOrDefault(lower, lower);
      return named(distribution, namespace + "/" + name).map(n -> n.in(release(namespace, suffix)));
    }
    return switch (lower) {
      case "wordpress", "wordpress-core" -> wordpress(name);
      default ->
          named(TYPES.getOrDefault(lower, "generic"), known(lower) ? name : lower + "/" + name);
    };
  }

  /** The package that a package URL means, with the version that it names. */
  static Optional<Named> ofPurl(String purl) {
    if (purl.length() > 2 * LONGEST_NAME) {
      return Optional.empty();
    }
    try {
      PackageURL url = new PackageURL(purl);
      Optional<String> version = Optional.ofNullable(url.getVersion()).filter(v -> !v.isBlank());
      Map<String, String> qualifiers = url.getQualifiers() == null ? Map.of() : url.getQualifiers();
      PackageName name = PackageName.of(purl);
      if (!isName(name.name())) {
        return Optional.empty();
      }
      if (name.type().equals("docker") || name.type().equals("oci")) {
        return Optional.of(image(name, version, Optional.ofNullable(qualifiers.get("tag"))));
      }
      String epoch = qualifiers.getOrDefault("epoch", "");
      return Optional.of(
          new Named(
              name,
              version.map(v -> epoch.isEmpty() || v.contains(":") ? v : epoch + ":" + v),
              Optional.empty(),
              Optional.ofNullable(qualifiers.get("distro")).flatMap(Packages::released)));
    } catch (MalformedPackageURLException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The software that a CPE means, of whichever version of the notation. */
  static Optional<Named> ofCpe(String cpe) {
    String[] parts = cpe.split("(?<!\\\\):", 14);
    boolean formatted = cpe.startsWith("cpe:2.3:");
    int first = formatted ? 3 : 2;
    if (!cpe.startsWith("cpe:") || parts.length < first + 2) {
      return Optional.empty();
    }
    String vendor = unescaped(parts[first]);
    String product = unescaped(parts[first + 1]);
    Optional<String> version =
        parts.length > first + 2
            ? Optional.of(unescaped(parts[first + 2]))
                .filter(v -> !v.isBlank() && !v.equals("*") && !v.equals("-"))
            : Optional.empty();
    if (product.isBlank() || product.equals("*")) {
      return Optional.empty();
    }
    boolean plugin = formatted && parts.length > 10 && parts[10].equals("wordpress");
    return (plugin ? named("wordpress-plugin", slug(product)) : software(vendor, product))
        .map(named -> named.at(version));
  }

  /** Software of which only the vendor and the name are known. */
  static Optional<Named> software(String vendor, String product) {
    String v = slug(vendor);
    String p = slug(product);
    boolean same =
        v.isEmpty() || v.equals(p) || v.equals(p + "-project") || v.equals(p + "project");
    return named("generic", same ? p : v + "/" + p);
  }

  static Optional<Named> named(String type, String name) {
    if (!isName(name)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Named(
              PackageName.of(type, name), Optional.empty(), Optional.empty(), Optional.empty()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Named image(PackageName name, Optional<String> version, Optional<String> tag) {
    Optional<String> digest = version.filter(v -> v.startsWith("sha256:"));
    Optional<String> reference =
        version.isEmpty() && tag.isEmpty()
            ? Optional.empty()
            : Optional.of(
                name.name()
                    + tag.or(() -> version.filter(v -> digest.isEmpty()))
                        .map(t -> ":" + t)
                        .orElse("")
                    + digest.map(d -> "@" + d).orElse(""));
    return new Named(name, Optional.empty(), reference, Optional.empty());
  }

  private static boolean isName(String text) {
    return !text.isBlank()
        && text.length() <= LONGEST_NAME
        && text.chars().noneMatch(Character::isISOControl);
  }

  private static Optional<Named> wordpress(String name) {
    return named("generic", name.toLowerCase(Locale.ROOT));
  }

  private static boolean known(String ecosystem) {
    return TYPES.containsKey(ecosystem);
  }

  /** {@code Debian:12} as {@code debian-12}; suffixes without a number name no release. */
  private static Optional<String> release(String distribution, String suffix) {
    String number = suffix.replaceFirst("^[^0-9]*", "").replaceFirst("[^0-9.].*$", "");
    return number.isEmpty() ? Optional.empty() : Optional.of(distribution + "-" + number);
  }

  private static Optional<String> released(String distro) {
    return Optional.of(distro.toLowerCase(Locale.ROOT)).filter(d -> d.length() <= 100);
  }

  private static String unescaped(String text) {
    String plain = text.replace("\\", "");
    return plain.replaceAll("%21", "!").replace('_', '-');
  }

  private static String slug(String text) {
    return text.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s_]+", "-");
  }

  /**
   * A package, as a document names it.
   *
   * @param name the package
   * @param version its version, if one is named
   * @param image the image that is meant, with tag or digest, if the package is one
   * @param release the distribution's release, if one is named
   */
  record Named(
      PackageName name,
      Optional<String> version,
      Optional<String> image,
      Optional<String> release) {

    Named at(Optional<String> otherVersion) {
      return new Named(name, otherVersion, image, release);
    }

    Named in(Optional<String> otherRelease) {
      return new Named(name, version, image, otherRelease);
    }

    Named inImage(Optional<String> otherImage) {
      return new Named(name, version, otherImage, release);
    }
  }
}
