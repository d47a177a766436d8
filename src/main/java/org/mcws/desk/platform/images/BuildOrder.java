package org.mcws.desk.platform.images;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What is to be built.
 *
 * @param context the folder that the builder gets, all of it but for what its {@code .dockerignore}
 *     names
 * @param dockerfile where in it the Dockerfile is, such as {@code Dockerfile}
 * @param target the stage to build; empty for the last
 * @param name what the image is called within the desk's part of the registry, such as {@code
 *     hispano/blog}
 * @param tag the tag that it gets
 * @param arguments values for the Dockerfile's {@code ARG}s
 * @param changed when its files are said to have changed, so that the same files give the same
 *     image
 */
public record BuildOrder(
    Path context,
    String dockerfile,
    Optional<String> target,
    String name,
    String tag,
    Map<String, String> arguments,
    Instant changed) {

  public BuildOrder {
    arguments = Map.copyOf(arguments);
  }
}
