package org.mcws.desk.platform.images.dockerfile;

import java.util.Optional;

/**
 * What the image is for.
 *
 * @param answersVisitors whether it must listen on a port
 * @param port the port that it is said to listen on
 * @param target the stage to build; empty for the last
 */
public record Expectations(
    boolean answersVisitors, Optional<Integer> port, Optional<String> target) {

  /** An image that listens on no port, such as a bot's. */
  public static final Expectations WORKER =
      new Expectations(false, Optional.empty(), Optional.empty());
}
