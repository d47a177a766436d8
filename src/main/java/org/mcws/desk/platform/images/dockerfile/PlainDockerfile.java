package org.mcws.desk.platform.images.dockerfile;

import java.util.List;

/**
 * A Dockerfile that was checked and is without errors, in the desk's own writing. Engines differ in
 * how they read what is rarely written; only what was checked must be built.
 *
 * @param text its instructions, one on each line, without comments and directives
 * @param images the images that it is made from
 */
public record PlainDockerfile(String text, List<String> images) {

  public PlainDockerfile {
    images = List.copyOf(images);
  }
}
