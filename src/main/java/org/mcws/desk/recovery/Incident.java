package org.mcws.desk.recovery;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Transient;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.annotations.DynamicUpdate;
import org.mcws.desk.recovery.alert.Severity;
import org.springframework.data.domain.Persistable;

/** A service or the platform being down, kept after its process has ended. */
@Entity
@DynamicUpdate
class Incident implements Persistable<String> {

  private static final int LONGEST_TITLE = 300;
  private static final int LONGEST_EVIDENCE = 3900;
  private static final int LONGEST_CLOSING = 2000;

  @Id private String id;

  @Enumerated(EnumType.STRING)
  private IncidentScope scope;

  private String service;
  private String community;
  private String cause;
  private String title;

  @Enumerated(EnumType.STRING)
  private Severity severity;

  @Enumerated(EnumType.STRING)
  private State state;

  private boolean rehearsal;
  private String reportedBy;
  private Instant begunAt;
  private Instant openedAt;
  private Instant firstAcknowledgedAt;
  private Instant recoveredAt;
  private Instant closedAt;
  private String closing;
  private String acknowledgedBy;
  private Instant acknowledgedUntil;
  private int rung;
  private Instant nextRungAt;
  private boolean held;
  private boolean worse;
  private boolean seen;

  @Enumerated(EnumType.STRING)
  private Step step;

  private Instant stepAt;
  private String stateBefore;
  private String appVersionBefore;
  private String imageBefore;

  @Enumerated(EnumType.STRING)
  private Step chosen;

  private String forbidden = "";
  private int waits;
  private int restarts;
  private int rollBacks;
  private int moves;
  private int repairs;
  private int flaps;
  private String agent;
  private String suspect;
  private String evidence = "";
  private Instant announcedAt;
  private String told;
  private boolean dataLoss;
  private boolean rollBackFailed;
  private boolean reviewDue;
  private String foldedInto;
  @Transient private boolean stored;

  protected Incident() {}

  /**
   * @param id of its process instance
   * @param begunAt of the first signal that told of it
   */
  Incident(String id, Opening opening, Severity severity, Instant begunAt, Instant now) {
    this.id = id;
    this.scope = opening.scope();
    this.service = opening.service().orElse(null);
    this.community = opening.community().orElse(null);
    this.cause = opening.cause().orElse(null);
    this.title = cut(opening.title(), LONGEST_TITLE);
    this.severity = severity;
    this.state = State.OPEN;
    this.rehearsal = opening.rehearsal();
    this.reportedBy = opening.reportedBy().orElse(null);
    this.begunAt = begunAt.isAfter(now) ? now : begunAt;
    this.openedAt = now;
  }

  /** The id of its process instance. */
  String id() {
    return id;
  }

  IncidentScope scope() {
    return scope;
  }

  boolean isPlatform() {
    return scope == IncidentScope.PLATFORM;
  }

  /** The service that is down; null if it is the platform. */
  String service() {
    return service;
  }

  /** The community whose service is down; null if it is the platform. */
  String community() {
    return community;
  }

  /** What has hit many services, such as {@code agent/agent-1}; null if one service is down. */
  String cause() {
    return cause;
  }

  String title() {
    return title;
  }

  Severity severity() {
    return severity;
  }

  State state() {
    return state;
  }

  /** Whether nothing is down, and the desk only tries whether it would help. */
  boolean isRehearsal() {
    return rehearsal;
  }

  /** The account of who has reported it; null if no person has. */
  String reportedBy() {
    return reportedBy;
  }

  Instant begunAt() {
    return begunAt;
  }

  Instant openedAt() {
    return openedAt;
  }

  Instant firstAcknowledgedAt() {
    return firstAcknowledgedAt;
  }

  Instant recoveredAt() {
    return recoveredAt;
  }

  Instant closedAt() {
    return closedAt;
  }

  String closing() {
    return closing;
  }

  /** The account of who is on it; null if nobody is. */
  String acknowledgedBy() {
    return acknowledgedBy;
  }

  Instant acknowledgedUntil() {
    return acknowledgedUntil;
  }

  /** How far up the ladder somebody has been called. */
  int rung() {
    return rung;
  }

  Instant nextRungAt() {
    return nextRungAt;
  }

  /** Whether nobody is on duty, and it waits for the next shift. */
  boolean isHeld() {
    return held;
  }

  /** What is being done, or was done last; null if nothing was. */
  Step step() {
    return step;
  }

  Instant stepAt() {
    return stepAt;
  }

  String stateBefore() {
    return stateBefore;
  }

  String appVersionBefore() {
    return appVersionBefore;
  }

  String imageBefore() {
    return imageBefore;
  }

  /** What Ops have chosen to be done next; null if the playbook decides. */
  Step chosen() {
    return chosen;
  }

  Set<Step> forbidden() {
    return forbidden.isEmpty()
        ? Set.of()
        : Arrays.stream(forbidden.split(","))
            .map(Step::valueOf)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Step.class)));
  }

  int waits() {
    return waits;
  }

  int restarts() {
    return restarts;
  }

  int rollBacks() {
    return rollBacks;
  }

  int moves() {
    return moves;
  }

  int repairs() {
    return repairs;
  }

  /** How often it was well for a short time only. */
  int flaps() {
    return flaps;
  }

  /** The machine that its tasks run on or ran on, as far as is known. */
  Optional<String> agent() {
    return Optional.ofNullable(agent);
  }

  /** The cause that its signals blame, as {@link Cause} names it. */
  Optional<String> suspect() {
    return Optional.ofNullable(suspect);
  }

  /** What was seen last, a line each. */
  String evidence() {
    return evidence;
  }

  Optional<Instant> announcedAt() {
    return Optional.ofNullable(announcedAt);
  }

  /** What the owners and the public were told last. */
  Optional<String> told() {
    return Optional.ofNullable(told);
  }

  boolean dataLoss() {
    return dataLoss;
  }

  boolean rollBackFailed() {
    return rollBackFailed;
  }

  boolean reviewDue() {
    return reviewDue;
  }

  /** The platform incident that it was found to be part of; null if it was not. */
  String foldedInto() {
    return foldedInto;
  }

  /** For how long it has been down, or was. */
  Duration lasted(Instant now) {
    return Duration.between(begunAt, recoveredAt == null ? now : recoveredAt);
  }

  // --- what is found out

  void began(Instant at) {
    if (at.isBefore(begunAt)) {
      begunAt = at;
    }
  }

  /** The desk itself sees it, and not only others. */
  void see() {
    seen = true;
  }

  boolean isSeen() {
    return seen;
  }

  /** It is worse than when it was looked at last, until somebody has looked. */
  void worsen() {
    worse = true;
  }

  boolean isWorse() {
    return worse;
  }

  void lookedAt() {
    worse = false;
  }

  void suspect(String blamed) {
    suspect = blamed;
  }

  /** It is at least as severe; if that is news, nobody waits until somebody is called again. */
  void raise(Severity other) {
    if (other.compareTo(severity) < 0) {
      severity = other;
      if (acknowledgedBy == null) {
        rung = 0;
        nextRungAt = null;
      }
    }
  }

  void judge(Severity other) {
    severity = other;
  }

  void see(String all, Optional<String> onAgent) {
    evidence = cut(all, LONGEST_EVIDENCE);
    onAgent.ifPresent(name -> agent = name);
  }

  // --- steps

  /**
   * What is done next.
   *
   * @param before how the service fared before
   */
  void decide(Step next, String before, Optional<String> appVersion, Instant now) {
    step = next;
    stepAt = now;
    stateBefore = before;
    appVersionBefore = appVersion.orElse(null);
    chosen = null;
    switch (next) {
      case WAIT -> waits++;
      case RESTART -> restarts++;
      case ROLL_BACK -> rollBacks++;
      case MOVE, RESCALE -> moves++;
      case REPAIR_RECORDS, REPAIR_MAIL -> repairs++;
      default -> {}
    }
  }

  /** The image that runs, before another one is brought back. */
  void remember(String image) {
    imageBefore = image;
  }

  /** The playbook begins anew: what was tried may be tried again. */
  void begin() {
    waits = 0;
    restarts = 0;
    rollBacks = 0;
    moves = 0;
    repairs = 0;
  }

  void choose(Step next) {
    chosen = next;
  }

  void forbid(Set<Step> steps) {
    Set<Step> all = EnumSet.noneOf(Step.class);
    all.addAll(forbidden());
    all.addAll(steps);
    forbidden = all.stream().map(Enum::name).collect(Collectors.joining(","));
  }

  /** The step that was taken last was refused, not answered, or did not help. */
  void stepFailed() {
    rollBackFailed |= step == Step.ROLL_BACK;
  }

  // --- people

  void called(int upTo, Instant next) {
    rung = upTo;
    nextRungAt = next;
    held = false;
  }

  void hold(Instant until) {
    nextRungAt = until;
    held = true;
  }

  void acknowledge(String by, Instant until, Instant now) {
    acknowledgedBy = by;
    acknowledgedUntil = until;
    rung = 0;
    nextRungAt = null;
    if (firstAcknowledgedAt == null) {
      firstAcknowledgedAt = now;
    }
  }

  /** Whoever has taken it has it until then at the most. */
  void hurry(Instant until) {
    if (until.isBefore(acknowledgedUntil)) {
      acknowledgedUntil = until;
    }
  }

  /** Nobody is on it any more; the ladder begins anew. */
  void dropAcknowledgement() {
    acknowledgedBy = null;
    acknowledgedUntil = null;
    rung = 0;
    nextRungAt = null;
  }

  void announced(Instant now) {
    announcedAt = now;
  }

  void tell(String words) {
    told = words;
  }

  void lostData() {
    dataLoss = true;
  }

  // --- its end

  void recovered(Instant now) {
    state = State.WATCHING;
    recoveredAt = now;
  }

  /**
   * It is down once more, after it was well for a short time. Whoever is on it still is, as long as
   * they said, and who was called is not called again.
   */
  void downAgain(Instant now) {
    if (acknowledgedUntil != null && !now.isBefore(acknowledgedUntil)) {
      dropAcknowledgement();
    }
    state = State.OPEN;
    recoveredAt = null;
    flaps++;
  }

  void close(String how, boolean review, Instant now) {
    state = review ? State.REVIEWING : State.CLOSED;
    closing = cut(how, LONGEST_CLOSING);
    reviewDue = review;
    closedAt = now;
    acknowledgedBy = null;
    acknowledgedUntil = null;
    nextRungAt = null;
  }

  void reviewed(String summary) {
    closing = cut(summary, LONGEST_CLOSING);
    reviewDue = false;
  }

  void end() {
    state = State.CLOSED;
  }

  void fold(String platformIncident, Instant now) {
    foldedInto = platformIncident;
    state = State.CLOSED;
    closing = "Part of a platform incident.";
    closedAt = now;
  }

  @Override
  public String getId() {
    return id;
  }

  // The engine gives the id, so that a new one must be inserted, not looked for.
  @Override
  public boolean isNew() {
    return !stored;
  }

  @PostLoad
  @PostPersist
  void markStored() {
    stored = true;
  }

  private static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length - 1) + "…";
  }

  /** How far it is. */
  enum State {
    OPEN,
    /** It is well, and the desk watches whether it stays so. */
    WATCHING,
    /** It is over; what is to be learnt from it is not written down yet. */
    REVIEWING,
    CLOSED
  }
}
