package org.mcws.desk.build;

import java.util.Optional;

/**
 * What an image is built from: one of these.
 *
 * @param starter the id of a {@link Starter}
 * @param dockerfile the text of a Dockerfile that needs no other files
 * @param git a repository that has the files
 */
public record BuildSource(
    Optional<String> starter, Optional<String> dockerfile, Optional<GitSource> git) {

  public static BuildSource ofStarter(String id) {
    return new BuildSource(Optional.of(id), Optional.empty(), Optional.empty());
  }

  public static BuildSource ofDockerfile(String text) {
    return new BuildSource(Optional.empty(), Optional.of(text), Optional.empty());
  }

  public static BuildSource ofGit(GitSource git) {
    return new BuildSource(Optional.empty(), Optional.empty(), Optional.of(git));
  }
}
