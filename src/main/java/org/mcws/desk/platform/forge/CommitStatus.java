package org.mcws.desk.platform.forge;

import java.util.regex.Pattern;

/**
 * How a commit fares. Of those that have the same context a forge shows the last one.
 *
 * @param commit the commit's id, in hexadecimal digits
 * @param state how it fares
 * @param context what this is about, such as {@code mcws-desk/production}
 * @param description what people read beside it; cut to what the forge takes
 * @param link where they read more, or empty; left out if it is no address that a browser opens
 */
public record CommitStatus(
    String commit, State state, String context, String description, String link) {

  private static final Pattern ID = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
  private static final int LONGEST_CONTEXT = 255;

  /**
   * @throws IllegalArgumentException if the commit has no whole id, or the context is empty or
   *     longer than forges take
   */
  public CommitStatus {
    if (!ID.matcher(commit).matches()) {
      throw new IllegalArgumentException("no id of a commit: " + commit);
    }
    if (context.isBlank() || context.length() > LONGEST_CONTEXT) {
      throw new IllegalArgumentException("no context of a status: '" + context + "'");
    }
  }

  /** How a commit fares. */
  public enum State {
    /** Something is to be done with it. */
    PENDING,
    /** It is being done. */
    RUNNING,
    /** It has been done. */
    SUCCESS,
    /** It could not be done. */
    FAILURE
  }
}
