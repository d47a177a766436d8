package org.mcws.desk.rollout;

import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/**
 * A service in a rollout, as its row stands.
 *
 * @param managedBy ops or community
 * @param changes what is wrong with it, for people
 * @param fix what ends the problem, as {@link Fix} writes it; null if nothing does yet
 * @param fromImage what ran when it was found, or when its update began; null if not known
 * @param targetImage what shall run; null where a person has to name it
 * @param riskClass null before it is planned
 * @param ring 0 if it has none
 * @param approval the approval that decides about it, or null
 * @param updateInstance the process instance of its last update, or null
 * @param begun whether that update has begun to deploy
 * @param closes its state if its update is called off; null if nobody wants that
 * @param decidedBy who decided about it last; empty if nobody has
 * @param reason why
 * @param until when an exemption ends, or null
 * @param evidence what was seen
 */
record AffectedService(
    UUID rollout,
    String community,
    String service,
    String managedBy,
    String changes,
    String fix,
    String fromImage,
    String targetImage,
    String riskClass,
    int ring,
    State state,
    UUID approval,
    String updateInstance,
    boolean begun,
    State closes,
    String decidedBy,
    String reason,
    Instant until,
    String evidence,
    Instant changedAt) {

  /** Whether somebody has accepted the risk because nothing ends the problem. */
  boolean isExemptedForWantOfFix() {
    return state == State.EXEMPTED && ring == 0 && fix == null;
  }

  /** How far a service is. */
  enum State {
    /** Affected, and nothing ends the problem yet. */
    UNFIXED,
    /** Affected, and there is a fix. */
    FOUND,
    /** It has a ring. */
    PLANNED,
    /** The owners are asked. */
    WAITING,
    /** The answer is go; it waits for its ring, or for room. */
    CLEARED,
    /** The answers contradict each other. */
    PAUSED,
    /** Its update has been started. */
    UPDATING,
    /** The new version runs. */
    UPDATED,
    /** It shall get its former image again, and waits for room. */
    TO_REVERT,
    /** Its update back has been started. */
    REVERTING,
    /** What ran before runs again, because the rollout was rolled back. */
    REVERTED,
    /** The update failed and what ran before runs again; Ops have a task. */
    ROLLED_BACK,
    /** The update failed and so did the way back; Ops have a task. */
    BROKEN,
    /** Not until a date, by name. */
    EXEMPTED,
    /** Not this time, since nobody answered. */
    SKIPPED,
    /** Not at all, by a person's decision. */
    CANCELLED,
    /** No longer needed: the advisory was withdrawn or does not mean it. */
    WITHDRAWN,
    /** Ended without the new version, by a person's decision. */
    LEFT;

    /** Nothing has been done about it, and nothing must be if the problem turns out to be none. */
    static final Set<State> NOT_DONE =
        EnumSet.of(UNFIXED, FOUND, PLANNED, WAITING, CLEARED, PAUSED, EXEMPTED, SKIPPED);

    /** What a rollout waits for before it reports. */
    static final Set<State> UNDER_WAY =
        EnumSet.of(
            UNFIXED, FOUND, PLANNED, WAITING, CLEARED, PAUSED, UPDATING, TO_REVERT, REVERTING);

    /** What the desk or a person still deals with, also after the rollout has ended. */
    static final Set<State> OPEN =
        EnumSet.of(UNFIXED, WAITING, CLEARED, PAUSED, UPDATING, ROLLED_BACK, BROKEN, EXEMPTED);

    /** As people read it. */
    String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static String[] names(Set<State> states) {
      return states.stream().map(State::name).toArray(String[]::new);
    }

    static State of(String label) {
      return Arrays.stream(values())
          .filter(state -> state.label().equals(label))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException(label));
    }
  }
}
