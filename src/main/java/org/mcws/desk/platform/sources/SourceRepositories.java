package org.mcws.desk.platform.sources;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Repositories that communities name. All throw {@link SourceRefused} for what does not get better
 * by trying again, and {@link org.mcws.desk.platform.PlatformUnavailable} when the server gives no
 * usable answer.
 */
public interface SourceRepositories {

  /**
   * What is wrong with an address before anybody is asked, as the rest of a sentence that begins
   * with what was given; empty if it may be tried.
   */
  Optional<String> objection(String url);

  /**
   * The commit that a branch or tag names now; empty if there is neither of that name.
   *
   * @param ref the name of a branch or of a tag, without {@code refs/…}; empty for the repository's
   *     own default
   * @return 40 hexadecimal digits
   */
  Optional<String> commit(String url, String ref);

  /**
   * Fetches the files that a branch or tag has now.
   *
   * @param ref as for {@link #commit}
   * @param folder an empty folder, which gets the files; links in it lead where they will
   */
  SourceCommit fetch(String url, String ref, Path folder);
}
