package org.mcws.desk.platform.sources;

/** Files cannot be had from a repository, and trying again does not help. */
public class SourceRefused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message what is so and what the community can do about it
   */
  public SourceRefused(String message) {
    super(message);
  }
}
