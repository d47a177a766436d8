package org.mcws.desk.platform;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which addresses of repositories the desk takes from communities: by {@code https}, and by plain
 * {@code http} only on servers that Ops have named. These may have a private address, too; all
 * others are to be reached by way of {@link PublicAddresses}.
 */
public final class RepositoryAddresses {

  private static final int LONGEST = 500;
  private static final String REMEDY =
      "use the address of a public git repository, such as https://codeberg.org/hispano/site.git";

  private final List<String> knownHosts;

  /**
   * @param knownHosts the servers that Ops have named, each as host or host and port
   */
  public RepositoryAddresses(List<String> knownHosts) {
    this.knownHosts = knownHosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).toList();
  }

  /**
   * What is wrong with an address, as the rest of a sentence that begins with it; empty if it may
   * be tried.
   */
  public Optional<String> objection(String text) {
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
    if (!scheme.equals("https") && !(scheme.equals("http") && isKnown(url))) {
      return Optional.of("is not reached by https: " + REMEDY);
    }
    return Optional.empty();
  }

  /**
   * The address as such.
   *
   * @throws IllegalArgumentException if there is an {@link #objection}
   */
  public URI parsed(String text) {
    objection(text)
        .ifPresent(
            objection -> {
              throw new IllegalArgumentException(objection);
            });
    return URI.create(text.strip());
  }

  /** Whether Ops have named the server of this address. */
  public boolean isKnown(URI url) {
    String host = url.getHost().toLowerCase(Locale.ROOT);
    return knownHosts.contains(host) || knownHosts.contains(host + ":" + url.getPort());
  }
}
