package org.mcws.desk.approval;

import jakarta.persistence.Convert;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Transient;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.mcws.desk.approval.events.ApprovalOutcome.Verdict;
import org.springframework.data.domain.Persistable;

/**
 * One question put to one community's owners, from the first mail to how it ended. Its methods are
 * the steps that it can take; whoever calls one has the row locked and has checked that it may be
 * taken.
 */
@Entity
class Approval implements Persistable<UUID> {

  /** Who decides when silence or a deadline does. */
  static final String DESK = "desk";

  @Id private UUID id;
  private String processInstanceId;
  private UUID parent;
  @Embedded private Matter matter;

  @Convert(converter = Json.OfLadder.class)
  private Ladder ladder;

  @Enumerated(EnumType.STRING)
  private State state;

  private int round;

  @Enumerated(EnumType.STRING)
  private Because askedBecause;

  private String note;
  private Instant askedAt;
  private Instant deadlineAt;
  private int reminders;
  private String firstGoBy;

  @Enumerated(EnumType.STRING)
  private Choice choice;

  @Enumerated(EnumType.STRING)
  private Verdict verdict;

  private String decidedBy;
  private Instant decidedAt;
  private String reason;
  private String measure;
  private Instant until;
  private Instant undoUntil;
  private String startedBy;
  private Instant createdAt;
  private Instant endedAt;

  @Transient private boolean stored;

  protected Approval() {}

  Approval(UUID id, Matter matter, Ladder ladder, String startedBy, Instant createdAt) {
    this.id = id;
    this.processInstanceId = "";
    this.matter = matter;
    this.ladder = ladder;
    this.state = State.ASKED;
    this.askedBecause = Because.NEW;
    this.startedBy = startedBy;
    this.createdAt = createdAt;
  }

  // --- what happens to it

  /** Its process instance has begun. */
  void begin(String instance) {
    processInstanceId = instance;
  }

  /** The owners are asked, from now on for so long. */
  void ask(Instant now, Duration patience) {
    round++;
    reminders = 0;
    askedAt = now;
    deadlineAt = now.plus(patience);
  }

  /** They are to be asked again; what was decided before does not count any more. */
  void askAgain(Because why, String word) {
    state = State.ASKED;
    askedBecause = why;
    note = word;
    firstGoBy = null;
    decide(null, null, null, null, null);
    until = null;
    undoUntil = null;
  }

  void remind() {
    reminders++;
  }

  /** One of two has said go. */
  void firstGo(String by) {
    firstGoBy = by;
    askedBecause = Because.SECOND_PERSON;
    note = null;
  }

  /** Go, unless it is taken back until then. */
  void goSoon(String by, String why, Instant at, Instant undoable) {
    decide(Choice.GO, Verdict.GO, by, why, at);
    state = State.GO_SOON;
    undoUntil = undoable;
  }

  void noGo(String by, String why, Instant at) {
    decide(Choice.NO_GO, null, by, why, at);
    state = State.BLOCKED;
    ladder = ladder.afterNoGo();
  }

  void waitUntil(Instant date, String by, String why, Instant at) {
    decide(Choice.WAIT, null, by, why, at);
    state = State.WAITING;
    until = date;
  }

  void help(String by, String why, Instant at) {
    decide(Choice.HELP, null, by, why, at);
    state = State.HELPING;
  }

  /** Nobody has answered, and that leads here. */
  void silent(Verdict meaning, String words, Instant at) {
    decide(null, meaning, DESK, words, at);
    state =
        meaning == null
            ? State.BLOCKED
            : switch (meaning) {
              case GO -> State.CLEARED;
              case SKIPPED -> State.SKIPPED;
              default -> State.CANCELLED;
            };
  }

  void contradicted(Choice said) {
    state = State.CONTRADICTED;
    if (said == Choice.NO_GO) {
      ladder = ladder.afterNoGo();
    }
    undoUntil = null;
  }

  /** Ops hold it like a no-go. */
  void block(String by, String why, Instant at) {
    decide(Choice.NO_GO, null, by, why, at);
    state = State.BLOCKED;
    until = null;
    measure = null;
  }

  void postpone(Instant date, String by, String why, Instant at) {
    decide(choice, null, by, why, at);
    state = State.POSTPONED;
    until = date;
  }

  /** One of Ops wants the risk to be accepted. */
  void proposeExemption(Instant date, String compensation, String by, String why, Instant at) {
    decide(choice, Verdict.EXEMPTED, by, why, at);
    state = State.CONFIRMING;
    measure = compensation;
    until = date;
  }

  void exempt() {
    state = State.EXEMPTED;
  }

  /** Ops decide that it is done. */
  void clear(Verdict how, String by, String why, Instant at) {
    decide(Choice.GO, how, by, why, at);
    state = State.CLEARED;
  }

  /** The time to undo is over. */
  void undoOver() {
    state = State.CLEARED;
    undoUntil = null;
  }

  void cancel(String by, String why, Instant at) {
    decide(choice, Verdict.CANCELLED, by, why, at);
    state = State.CANCELLED;
  }

  /** An owner has said no-go to what is the community's own, and that is the end of it. */
  void refuse(String by, String why, Instant at) {
    decide(Choice.NO_GO, Verdict.CANCELLED, by, why, at);
    state = State.CANCELLED;
  }

  void withdraw(String why, Instant at) {
    settle(why, at);
    endedAt = at;
  }

  /** Nobody wants to know any more. */
  void settle(String why, Instant at) {
    decide(choice, Verdict.CANCELLED, DESK, why, at);
    state = State.WITHDRAWN;
  }

  void carriedOut(Instant at) {
    state = State.CARRIED_OUT;
    endedAt = at;
  }

  void lapse(Instant at) {
    state = State.LAPSED;
    endedAt = at;
  }

  /** It is over, as its state says. */
  void end(Instant at) {
    endedAt = at;
  }

  /**
   * Splits services off into an approval of their own, about which nothing has been decided yet.
   *
   * @param services some of its services, not all
   */
  Approval split(Set<String> services, Instant at) {
    Approval part = new Approval(UUID.randomUUID(), matter.of(services), ladder, startedBy, at);
    part.parent = id;
    part.askedBecause = Because.PART;
    Set<String> kept = new java.util.LinkedHashSet<>(matter.serviceIds());
    kept.removeAll(services);
    matter = matter.of(kept);
    return part;
  }

  private void decide(Choice what, Verdict how, String by, String why, Instant at) {
    choice = what;
    verdict = how;
    decidedBy = by;
    reason = why;
    decidedAt = at;
    measure = null;
  }

  // --- what is known of it

  UUID id() {
    return id;
  }

  /** What the audit trail and links call it. */
  static String name(UUID id) {
    return "approval/" + id;
  }

  String name() {
    return name(id);
  }

  String processInstanceId() {
    return processInstanceId;
  }

  /** The approval from which it was split off, or null. */
  UUID parent() {
    return parent;
  }

  Matter matter() {
    return matter;
  }

  Ladder ladder() {
    return ladder;
  }

  State state() {
    return state;
  }

  boolean hasEnded() {
    return endedAt != null;
  }

  /** How often the owners have been asked, from 1. */
  int round() {
    return round;
  }

  Because askedBecause() {
    return askedBecause;
  }

  /** What Ops say to the owners with the question, or who has taken an answer back, or null. */
  String note() {
    return note;
  }

  Instant askedAt() {
    return askedAt;
  }

  Instant deadlineAt() {
    return deadlineAt;
  }

  /** How often those who are silent were reminded in this round. */
  int reminders() {
    return reminders;
  }

  /** Who has said go as the first of two, or null. */
  String firstGoBy() {
    return firstGoBy;
  }

  /** What the owners' decision was; null if there is none, or silence decided. */
  Choice choice() {
    return choice;
  }

  Verdict verdict() {
    return verdict;
  }

  /** A mail address, an account, or {@link #DESK}; null while nothing is decided. */
  String decidedBy() {
    return decidedBy;
  }

  Instant decidedAt() {
    return decidedAt;
  }

  String reason() {
    return reason;
  }

  /** What is done against the risk while it is accepted, or null. */
  String measure() {
    return measure;
  }

  /** Until when it waits, is put off or exempted, or null. */
  Instant until() {
    return until;
  }

  Instant undoUntil() {
    return undoUntil;
  }

  String startedBy() {
    return startedBy;
  }

  Instant createdAt() {
    return createdAt;
  }

  Instant endedAt() {
    return endedAt;
  }

  @Override
  public UUID getId() {
    return id;
  }

  // Its id is made here, so without this the database would be asked whether it is there already.
  @Override
  public boolean isNew() {
    return !stored;
  }

  @PostLoad
  @PostPersist
  void markStored() {
    stored = true;
  }
}
