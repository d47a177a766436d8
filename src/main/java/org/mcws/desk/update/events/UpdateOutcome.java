package org.mcws.desk.update.events;

import java.time.LocalDate;
import java.util.Optional;

/**
 * How far the update of a service has come. Published in the transaction in which that was found.
 *
 * @param subject for what it is done, as the asker named it, such as {@code rollout/<id>}
 * @param service the service's id
 * @param step what has happened
 * @param image the image that runs now, as far as is known; or that is to be deployed when it has
 *     just {@link Step#BEGUN}; may be null
 * @param evidence what was seen, for people; empty if there is nothing to tell
 * @param decision who has decided it, if a person has
 */
public record UpdateOutcome(
    String subject,
    String service,
    Step step,
    String image,
    String evidence,
    Optional<Decision> decision) {

  /**
   * The word of a person of Ops.
   *
   * @param by the account
   * @param reason in that person's words
   * @param until how long the old version is kept, if it is
   */
  public record Decision(String by, String reason, Optional<LocalDate> until) {}

  /** What has happened. */
  public enum Step {
    /** The new version is about to be deployed: from here on it is finished or rolled back. */
    BEGUN(false),
    /** The new version runs, verified. */
    UPDATED(true),
    /**
     * It failed and the version before runs again, verified; or it could not even begin, so nothing
     * was deployed. Ops have a task with the evidence, or its author hears of it.
     */
    ROLLED_BACK(false),
    /**
     * It failed, and so did the roll-back; or the service was not well before, so nothing was
     * deployed. Ops have a task with the evidence.
     */
    BROKEN(false),
    /** Ops keep the old version until a date, by name; then it is tried again by itself. */
    EXEMPTED(false),
    /** Ended without the new version, by a person's decision. */
    LEFT(true),
    /** Called off before anything was deployed. */
    CALLED_OFF(true);

    private final boolean end;

    Step(boolean end) {
      this.end = end;
    }

    /** Whether nothing more will be told about this update. */
    public boolean isEnd() {
      return end;
    }
  }
}
