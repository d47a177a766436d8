package org.mcws.desk.rollout;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * A rollout, as its row stands.
 *
 * @param advisory id under which the desk keeps the problem
 * @param title the problem in a line
 * @param note why it ended as it did, or why it is halted; empty if there is nothing to say
 * @param exploited whether the problem is known to be exploited
 * @param news whether there are documents that have not been taken into account
 * @param startedBy the account that started it, or {@code desk}
 * @param riskClass that of its most urgent service; null before the rings are planned
 * @param ring the last ring that was opened, 0 for none
 * @param rings how many rings there are
 * @param waves how often services were planned
 * @param parallel how many updates run at once at most
 * @param haltFailures as many failures in a ring halt the rollout
 * @param haltShare a greater share of a ring's services halts it, too
 * @param answersUntil how long rings wait for answers
 * @param finishUntil when Ops are told who is missing
 * @param pauseUntil until when nobody wants to be asked about services without a fix
 */
record Rollout(
    UUID id,
    String advisory,
    String title,
    String processInstanceId,
    State state,
    String note,
    boolean exploited,
    boolean news,
    String startedBy,
    String riskClass,
    int ring,
    int rings,
    int waves,
    int parallel,
    int haltFailures,
    double haltShare,
    Instant answersUntil,
    Instant finishUntil,
    Instant pauseUntil,
    Instant createdAt,
    Instant endedAt) {

  private static final String SUBJECT = "rollout/";

  /** What questions and updates that belong to it are about. */
  String subject() {
    return subject(id);
  }

  /**
   * What questions of its latest wave are about; a question about one subject is asked once.
   *
   * @param part of a community that has too many services for one question, from 0
   */
  String subjectOfWave(int part) {
    return part == 0 ? subjectOf(waves) : subject() + "/" + waves + "." + part;
  }

  /** What the questions of all its waves are about. */
  List<String> subjects() {
    return IntStream.rangeClosed(1, Math.max(1, waves)).mapToObj(this::subjectOf).toList();
  }

  private String subjectOf(int wave) {
    return wave <= 1 ? subject() : subject() + "/" + wave;
  }

  static String subject(UUID id) {
    return SUBJECT + id;
  }

  /** Whether the subject is that of a rollout at all. */
  static boolean isSubject(String subject) {
    return subject != null && subject.startsWith(SUBJECT);
  }

  /** The rollout that a {@link #subject} means. */
  static UUID idIn(String subject) {
    return UUID.fromString(subject.substring(SUBJECT.length()).split("/", 2)[0]);
  }

  /** How a rollout stands. */
  enum State {
    /** Services are matched, asked about and updated. */
    RUNNING,
    /** The line is stopped: nothing begins until Ops have decided. */
    HALTED,
    /** All is reported, and some services are exempted until there is a fix or a date has come. */
    RESTING,
    /** Every service has come to an end; who was exempted may come back. */
    COMPLETED,
    /** Ops called it off. */
    CANCELLED,
    /** Ops had what was updated brought back to what ran before. */
    ROLLED_BACK,
    /** The advisory was withdrawn. */
    WITHDRAWN,
    /** There was nothing to do. */
    NOTED;

    /** Whether a further document about the problem belongs to this rollout. */
    static final Set<State> JOINED = EnumSet.of(RUNNING, HALTED, RESTING);

    /** Whether the update of a cleared service may begin. */
    private static final Set<State> UPDATING = EnumSet.of(RUNNING, RESTING, COMPLETED);

    boolean mayUpdate() {
      return UPDATING.contains(this);
    }

    /** As people read it. */
    String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
