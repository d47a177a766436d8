package org.mcws.desk.platform.images;

import java.util.function.Consumer;

/** Builds images and puts them into a registry. */
public interface ImageBuilder {

  /**
   * Builds an image, pushes it and waits until both are done, for the time that a build may take at
   * most. Doing it again does no harm: it is built anew, or taken from what was built before, and
   * the tag names the newer one.
   *
   * @param log gets what the build prints, in pieces, until it is longer than is kept
   * @return the image in the registry
   * @throws BuildFailed if these files do not become an image; trying again does not help
   * @throws org.mcws.desk.platform.PlatformUnavailable if the engine or a registry gives no usable
   *     answer
   * @throws org.mcws.desk.platform.PlatformRefusal {@code imageRefused} if the registry does not
   *     take the image
   */
  BuiltImage build(BuildOrder order, Consumer<String> log);
}
