package org.mcws.desk.platform.images;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.mcws.desk.platform.images.dockerfile.PlainDockerfile;

/**
 * What is to be built.
 *
 * @param context the folder that the builder gets, all of it but for what its {@code .dockerignore}
 *     names
 * @param dockerfile what is done with them
 * @param target the stage to build; empty for the last
 * @param name what the image is called within the desk's part of the registry, such as {@code
 *     hispano/blog}
 * @param tag the tag that it gets
 * @param changed when its files are said to have changed, so that the same files give the same
 *     image
 */
public record BuildOrder(
    Path context,
    PlainDockerfile dockerfile,
    Optional<String> target,
    String name,
    String tag,
    Instant changed) {}
