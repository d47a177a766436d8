package org.mcws.desk.platform.sources.git;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a repository is.
 *
 * @param url its address
 * @param known whether Ops have named its server
 */
record GitAddress(URI url, boolean known) {

  private static final int LONGEST = 500;
  private static final String REMEDY =
      "use the address of a public git repository, such as https://codeberg.org/hispano/site.git";

  /** What is wrong with it; empty if it may be tried. */
  static Optional<String> objection(String text, List<String> knownHosts) {
    URI url;
    try {
      url = URI.create(text.strip());
    } catch (IllegalArgumentException e) {
      return Optional.of("is no address: " + REMEDY);
    }
    if (text.length() > LONGEST || url.getHost() == null || url.getScheme() == null) {
      return Optional.of("is no address: " + REMEDY);
    }
    if (url.getRawUserInfo() != null) {
      return Optional.of("has a user or password in it, which all could read: " + REMEDY);
    }
    if (url.getRawQuery() != null || url.getRawFragment() != null) {
      return Optional.of("has more than a repository's address: " + REMEDY);
    }
    String scheme = url.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("https") && !(scheme.equals("http") && isKnown(url, knownHosts))) {
      return Optional.of("is not reached by https: " + REMEDY);
    }
    return Optional.empty();
  }

  /**
   * @throws IllegalArgumentException if there is an {@link #objection}
   */
  static GitAddress of(String text, List<String> knownHosts) {
    objection(text, knownHosts)
        .ifPresent(
            objection -> {
              throw new IllegalArgumentException(objection);
            });
    URI url = URI.create(text.strip());
    return new GitAddress(url, isKnown(url, knownHosts));
  }

  static boolean isKnown(URI url, List<String> knownHosts) {
    String host = url.getHost().toLowerCase(Locale.ROOT);
    return knownHosts.stream()
        .map(known -> known.toLowerCase(Locale.ROOT))
        .anyMatch(known -> known.equals(host) || known.equals(host + ":" + url.getPort()));
  }
}
