package org.mcws.desk.platform.images;

/** What was to be built does not become an image, and would not the next time. */
public class BuildFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What is wrong. */
  public enum Reason {
    /** The files: too many bytes, no Dockerfile, an unreadable {@code .dockerignore}. */
    FILES,
    /** An image that it is made from is not there, or not for everybody. */
    BASE,
    /** One of its steps failed. */
    STEP,
    /** It needs more memory than a build may have. */
    MEMORY,
    /** It takes longer than a build may. */
    TIME,
    /** It writes more than a build may. */
    DISK,
    /** It prints more than is kept. */
    LOG
  }

  private final Reason reason;

  /**
   * @param message what happened and what its author can do about it
   */
  public BuildFailed(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
