package org.mcws.desk.advisory.version;

import java.util.Locale;

/** A version of NuGet: semantic, with up to four numbers, and no difference of case. */
record NugetVersion(SemanticVersion version) implements Comparable<NugetVersion> {

  static NugetVersion parse(String version) {
    return new NugetVersion(SemanticVersion.parse(version.toLowerCase(Locale.ROOT)));
  }

  @Override
  public int compareTo(NugetVersion other) {
    return version.compareTo(other.version);
  }
}
