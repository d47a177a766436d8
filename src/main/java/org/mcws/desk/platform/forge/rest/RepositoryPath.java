package org.mcws.desk.platform.forge.rest;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The names that lead to a repository on its forge: who has it, groups if the forge knows them, and
 * its own.
 *
 * @param names from the outermost to the repository's, without {@code .git}
 */
record RepositoryPath(List<String> names) {

  /** No forge allows other characters; so none of them changes its meaning in an address. */
  private static final Pattern NAME = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._-]+");

  private static final int FEWEST = 2;

  RepositoryPath {
    names = List.copyOf(names);
  }

  /** Empty if the address cannot be that of a repository on a forge. */
  static Optional<RepositoryPath> of(URI repository) {
    String path = repository.getRawPath().replaceFirst("/$", "").replaceFirst("\\.git$", "");
    if (!path.startsWith("/")) {
      return Optional.empty();
    }
    List<String> names = List.of(path.substring(1).split("/", -1));
    return Optional.of(new RepositoryPath(names))
        .filter(found -> found.names.size() >= FEWEST)
        .filter(found -> found.names.stream().allMatch(name -> NAME.matcher(name).matches()));
  }

  boolean hasGroups() {
    return names.size() > FEWEST;
  }

  /** All names in one, with this between them. */
  String joined(String separator) {
    return String.join(separator, names);
  }
}
