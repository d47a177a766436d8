package org.mcws.desk.advisory.version;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.maven.artifact.versioning.ComparableVersion;

/**
 * The order of an ecosystem's versions. It compares whatever it is given: of two versions of which
 * one does not follow the ecosystem's rules, both are compared by {@link #GENERIC} instead.
 */
public enum VersionOrder implements Comparator<String> {
  /** semver.org, and what npm, Go, Cargo and others make of it. */
  SEMVER(SemanticVersion::parse),
  /** Debian and Ubuntu, as dpkg does. */
  DEBIAN(DebianVersion::parse),
  /** Alpine, Wolfi and others that use apk. */
  ALPINE(AlpineVersion::parse),
  /** Red Hat, SUSE and others that use rpm. */
  RPM(RpmVersion::parse),
  /** Python's PEP 440. */
  PYPI(PythonVersion::parse),
  MAVEN(ComparableVersion::new),
  RUBYGEMS(GemVersion::parse),
  /** PHP's Composer. */
  COMPOSER(ComposerVersion::parse),
  NUGET(NugetVersion::parse),
  /** Where nothing is known: numbers count as numbers, and words such as beta come before. */
  GENERIC(GenericVersion::parse);

  private static final Map<String, VersionOrder> BY_TYPE =
      Map.ofEntries(
          Map.entry("npm", SEMVER),
          Map.entry("golang", SEMVER),
          Map.entry("cargo", SEMVER),
          Map.entry("hex", SEMVER),
          Map.entry("pub", SEMVER),
          Map.entry("swift", SEMVER),
          Map.entry("github", SEMVER),
          Map.entry("bitnami", SEMVER),
          Map.entry("deb", DEBIAN),
          Map.entry("apk", ALPINE),
          Map.entry("rpm", RPM),
          Map.entry("pypi", PYPI),
          Map.entry("maven", MAVEN),
          Map.entry("gem", RUBYGEMS),
          Map.entry("composer", COMPOSER),
          Map.entry("nuget", NUGET));

  private final Scheme<?> scheme;

  <V extends Comparable<V>> VersionOrder(Function<String, V> parser) {
    this.scheme = new Scheme<>(parser);
  }

  /**
   * The order of a package type's versions.
   *
   * @param type package URL type
   */
  public static VersionOrder of(String type) {
    return BY_TYPE.getOrDefault(type, GENERIC);
  }

  @Override
  public int compare(String one, String other) {
    return scheme.compare(one, other).orElseGet(() -> generic(one, other));
  }

  /** The versions, lowest first. */
  public List<String> sorted(Collection<String> versions) {
    // Some by these rules and some by those would be no order at all.
    boolean allFollow = versions.stream().allMatch(scheme::takes);
    Comparator<String> order = allFollow ? this : VersionOrder::generic;
    return versions.stream().sorted(order).toList();
  }

  private static int generic(String one, String other) {
    return GenericVersion.parse(one).compareTo(GenericVersion.parse(other));
  }

  private record Scheme<V extends Comparable<V>>(Function<String, V> parser) {

    // No ecosystem has longer ones, and what is hostile must not keep a pattern busy.
    private static final int LONGEST = 300;

    Optional<Integer> compare(String one, String other) {
      try {
        return Optional.of(parsed(one).compareTo(parsed(other)));
      } catch (IllegalArgumentException notOfThisScheme) {
        return Optional.empty();
      }
    }

    boolean takes(String version) {
      try {
        parsed(version);
        return true;
      } catch (IllegalArgumentException notOfThisScheme) {
        return false;
      }
    }

    private V parsed(String version) {
      if (version.length() > LONGEST) {
        throw new IllegalArgumentException("is too long for a version");
      }
      return parser.apply(version.strip());
    }
  }
}
