package org.mcws.desk.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.packageurl.MalformedPackageURLException;
import com.github.packageurl.PackageURL;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a CycloneDX component says of a package. Distributions write their advisories about the
 * source package, from which several packages are built; scanners know it and note it, each in its
 * own way.
 */
final class SbomPackage {

  private static final int LONGEST_PURL = 2000;
  private static final int LONGEST_NAME = 400;
  private static final int LONGEST_VERSION = 200;
  private static final int LONGEST_TYPE = 32;
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
  private static final Pattern SOURCE_RPM = Pattern.compile("(.+)-([^-]+-[^-]+)\\.src\\.rpm");

  private SbomPackage() {}

  /**
   * The package, and the source package that it was built from if that has another name.
   *
   * @param component with a package URL
   * @throws IllegalArgumentException saying what is wrong with the package URL
   */
  static List<SbomComponent> of(JsonNode component) {
    String purl = component.path("purl").asText().strip();
    PackageURL url;
    try {
      url = new PackageURL(purl);
    } catch (MalformedPackageURLException e) {
      throw new IllegalArgumentException("is not a package URL: " + e.getMessage(), e);
    }
    Map<String, String> qualifiers = url.getQualifiers() == null ? Map.of() : url.getQualifiers();
    String version =
        withEpoch(
            url.getVersion() == null ? component.path("version").asText("") : url.getVersion(),
            qualifiers.getOrDefault("epoch", ""));
    SbomComponent itself = checked(new SbomComponent(PackageName.of(purl), version, purl));
    return source(component, url, qualifiers, version)
        .map(SbomPackage::checked)
        .filter(source -> !source.name().equals(itself.name()))
        .map(source -> List.of(itself, source))
        .orElse(List.of(itself));
  }

  private static Optional<SbomComponent> source(
      JsonNode component, PackageURL url, Map<String, String> qualifiers, String version) {
    String name = property(component, "aquasecurity:trivy:SrcName");
    String sourceVersion =
        joined(
            property(component, "aquasecurity:trivy:SrcEpoch"),
            property(component, "aquasecurity:trivy:SrcVersion"),
            property(component, "aquasecurity:trivy:SrcRelease"));
    if (name.isEmpty()) {
      // Syft and OSV write it into the package URL, Syft with a version if that is another one.
      String upstream = qualifiers.getOrDefault("upstream", qualifiers.getOrDefault("origin", ""));
      Matcher rpm = SOURCE_RPM.matcher(upstream);
      int at = upstream.indexOf('@');
      name = rpm.matches() ? rpm.group(1) : at < 0 ? upstream : upstream.substring(0, at);
      sourceVersion = at < 0 || rpm.matches() ? "" : upstream.substring(at + 1);
    }
    if (name.isBlank()) {
      return Optional.empty();
    }
    String namespace = url.getNamespace() == null ? "" : url.getNamespace() + "/";
    return Optional.of(
        new SbomComponent(
            PackageName.of(url.getType(), namespace + name),
            sourceVersion.isEmpty() ? version : sourceVersion,
            component.path("purl").asText().strip()));
  }

  private static String property(JsonNode component, String name) {
    for (JsonNode property : component.path("properties")) {
      if (property.path("name").asText().equals(name)) {
        return property.path("value").asText("").strip();
      }
    }
    return "";
  }

  private static String joined(String epoch, String version, String release) {
    return version.isEmpty()
        ? ""
        : withEpoch(release.isEmpty() ? version : version + "-" + release, epoch);
  }

  private static String withEpoch(String version, String epoch) {
    return epoch.isEmpty() || epoch.equals("0") || version.isEmpty() || version.contains(":")
        ? version
        : epoch + ":" + version;
  }

  private static SbomComponent checked(SbomComponent component) {
    String all = component.name() + component.version() + component.purl();
    if (CONTROL.matcher(all).find()) {
      throw new IllegalArgumentException("must not have control characters");
    }
    if (component.purl().length() > LONGEST_PURL
        || component.name().type().length() > LONGEST_TYPE
        || component.name().name().length() > LONGEST_NAME
        || component.version().length() > LONGEST_VERSION) {
      throw new IllegalArgumentException("is too long for a package URL");
    }
    return component;
  }
}
