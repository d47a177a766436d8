package org.mcws.desk.build;

import java.util.Optional;

/**
 * What an image is built from: one of these.
 *
 * @param starter the id of a {@link Starter}
 * @param dockerfile the text of a Dockerfile that needs no other files
 */
public record BuildSource(Optional<String> starter, Optional<String> dockerfile) {

  public static BuildSource ofStarter(String id) {
    return new BuildSource(Optional.of(id), Optional.empty());
  }

  public static BuildSource ofDockerfile(String text) {
    return new BuildSource(Optional.empty(), Optional.of(text));
  }
}
