package org.mcws.desk.inventory;

import com.github.packageurl.MalformedPackageURLException;
import com.github.packageurl.PackageURL;
import java.util.Locale;
import java.util.Set;

/**
 * What a piece of software is called, in one spelling, so that an advisory and an inventory that
 * mean the same package say the same. Whatever it is made of, it is brought into that spelling:
 *
 * <ul>
 *   <li>types are lower-case, and so are names where the ecosystem does not tell upper from lower
 *       case;
 *   <li>Python's names have single dashes for any dashes, dots and underscores;
 *   <li>Maven's {@code group:artifact} is {@code group/artifact};
 *   <li>container images are of type {@code docker} and named as Docker names their repository:
 *       {@code wordpress}, {@code nginxinc/nginx-unprivileged}, {@code ghcr.io/hispano/site}. An
 *       {@code oci} package URL that does not tell its repository stays what it is.
 * </ul>
 *
 * @param type the package URL's type, such as {@code npm}, {@code pypi}, {@code deb}, {@code
 *     composer}, {@code docker}, or {@code generic} where no package manager is meant
 * @param name namespace and name joined by a slash, without percent-encoding
 */
public record PackageName(String type, String name) {

  /** Where two names that differ in case alone are the same package, or cannot both exist. */
  private static final Set<String> IN_LOWER_CASE =
      Set.of(
          "alpm",
          "apk",
          "bitbucket",
          "bitnami",
          "composer",
          "deb",
          "docker",
          "github",
          "gitlab",
          "golang",
          "hex",
          "luarocks",
          "npm",
          "nuget",
          "oci",
          "pub",
          "pypi",
          "rpm",
          "wordpress-plugin",
          "wordpress-theme");

  private static final String DOCKER = "docker";

  /**
   * @throws IllegalArgumentException if there is no type or no name
   */
  public PackageName {
    type = type.strip().toLowerCase(Locale.ROOT);
    name = spelled(type, name.strip());
    if (type.isEmpty() || name.isEmpty()) {
      throw new IllegalArgumentException("a package has a type and a name");
    }
  }

  /**
   * The package of this name.
   *
   * @param type package URL type
   * @param name as the ecosystem writes it, after its namespace and a slash if it has one
   * @throws IllegalArgumentException if there is no type or no name
   */
  public static PackageName of(String type, String name) {
    return new PackageName(type, name);
  }

  /**
   * The package that a package URL means; version, qualifiers and subpath don't count.
   *
   * @throws IllegalArgumentException saying why the text is not a package URL
   */
  public static PackageName of(String purl) {
    PackageURL url;
    try {
      url = new PackageURL(purl);
    } catch (MalformedPackageURLException e) {
      throw new IllegalArgumentException("is not a package URL: " + e.getMessage(), e);
    }
    String name =
        url.getNamespace() == null ? url.getName() : url.getNamespace() + "/" + url.getName();
    String repository =
        url.getQualifiers() == null ? null : url.getQualifiers().get("repository_url");
    if (repository == null || repository.isBlank()) {
      return new PackageName(url.getType(), name);
    }
    return switch (url.getType()) {
      case DOCKER -> new PackageName(DOCKER, host(repository) + "/" + name);
      // The qualifier is the whole repository, of which the name is only the end.
      case "oci" -> new PackageName(DOCKER, withoutScheme(repository));
      default -> new PackageName(url.getType(), name);
    };
  }

  /** {@code type/name}. */
  @Override
  public String toString() {
    return type + "/" + name;
  }

  private static String spelled(String type, String name) {
    String cased = IN_LOWER_CASE.contains(type) ? name.toLowerCase(Locale.ROOT) : name;
    return switch (type) {
      case "pypi" -> cased.replaceAll("[-_.]+", "-");
      case "maven" -> cased.replace(':', '/');
      case DOCKER ->
          cased
              .replaceFirst("^(index\\.|registry-1\\.)?docker\\.io/", "")
              .replaceFirst("^library/", "");
      default -> cased;
    };
  }

  private static String host(String url) {
    String rest = withoutScheme(url);
    int slash = rest.indexOf('/');
    return slash < 0 ? rest : rest.substring(0, slash);
  }

  private static String withoutScheme(String url) {
    return url.strip().replaceFirst("^[a-zA-Z][a-zA-Z0-9+.-]*://", "").replaceFirst("/+$", "");
  }
}
