package org.mcws.desk.build;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * A git repository that something is built from, as people name it. What is empty counts as left
 * out.
 *
 * @param url its address
 * @param ref a branch or tag; the repository's own default if none is given
 * @param folder the folder that is built; the whole repository if none is given
 * @param dockerfile where in that folder the Dockerfile is; {@code Dockerfile} if it is not given
 */
public record RepositoryFacts(
    @NotNull(message = "is missing: give the repository's address")
        @Size(max = 500, message = "use at most 500 characters")
        String url,
    @Pattern(
            regexp = "|[A-Za-z0-9][A-Za-z0-9._/+-]{0,199}",
            message = "use the name of a branch or tag")
        String ref,
    @Pattern(regexp = PATH, message = "use a path in the repository such as web/site")
        String folder,
    @Pattern(regexp = PATH, message = "use a path in the folder such as docker/Dockerfile")
        String dockerfile) {

  /** A name that is neither the folder itself nor the one above. */
  private static final String NAME = "(?!\\.\\.?(?:/|$))[A-Za-z0-9._-]{1,100}";

  private static final String PATH = "|" + NAME + "(?:/" + NAME + "){0,9}";

  /** The same, to be shown. */
  public static RepositoryFacts of(GitSource git) {
    return new RepositoryFacts(git.url(), git.ref(), git.folder(), git.dockerfile());
  }

  /** With what is left out filled in. */
  public GitSource source() {
    return new GitSource(url.strip(), ref, folder, dockerfile);
  }
}
