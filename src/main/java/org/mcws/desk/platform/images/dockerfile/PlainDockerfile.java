package org.mcws.desk.platform.images.dockerfile;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A Dockerfile that was checked and is without errors, for the desk's own writing of it. Engines
 * differ in how they read what is rarely written; only what was checked must be built.
 */
public final class PlainDockerfile {

  private final Dockerfile file;

  PlainDockerfile(Dockerfile file) {
    this.file = file;
  }

  /** The images that it is made from, as registries know them. */
  public List<String> images() {
    return file.images();
  }

  /**
   * Its instructions, one on each line, without comments and directives.
   *
   * @param ids what an engine calls each of the {@link #images}, so that no other can be meant
   */
  public String text(UnaryOperator<String> ids) {
    return file.plain(ids);
  }
}
