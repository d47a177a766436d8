package org.mcws.desk.platform.images.dockerfile;

/**
 * Something about a Dockerfile that its author should know.
 *
 * @param line the line where the instruction begins, from 1
 * @param level whether it stops the build
 * @param rule a short name that stays the same, such as {@code unknownStage}
 * @param message what is so; never quotes a secret
 * @param remedy what to do
 */
public record Finding(int line, Level level, String rule, String message, String remedy) {

  /** Whether a finding stops the build. */
  public enum Level {
    /** The build would fail, or must not be tried. */
    ERROR,
    /** It can be built, but may not do what its author expects. */
    WARNING
  }

  /** A sentence for people, without the level. */
  @Override
  public String toString() {
    return "Line " + line + ": " + message + " " + remedy;
  }
}
