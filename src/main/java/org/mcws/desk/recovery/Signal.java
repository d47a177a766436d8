package org.mcws.desk.recovery;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.annotations.DynamicUpdate;
import org.mcws.desk.recovery.alert.OwnSource;
import org.mcws.desk.recovery.alert.Severity;

/** The last word of one source about one thing, however often it was said. */
@Entity
@DynamicUpdate
class Signal {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private Long id;

  private String source;
  private String key;
  private String service;
  private String target;

  @Enumerated(EnumType.STRING)
  private State state;

  @Enumerated(EnumType.STRING)
  private Outcome outcome;

  private String reason = "";

  @Enumerated(EnumType.STRING)
  private Severity severity;

  private String title;
  private String detail = "";
  private String link;
  private String suspect;
  private String incident;
  private Instant startedAt;
  private Instant endedAt;
  private Instant firstAt;
  private Instant lastAt;
  private int repeats;

  protected Signal() {}

  Signal(String source, String key, Instant now) {
    this.source = source;
    this.key = key;
    this.firstAt = now;
    this.lastAt = now;
    this.state = State.UP;
    this.outcome = Outcome.IGNORED;
    this.title = key;
  }

  Long id() {
    return id;
  }

  /** Whether somebody has reported it, who does not tell when it is over. */
  boolean isOfPerson() {
    return source.equals(OwnSource.PERSON.label());
  }

  /** Whether the desk itself has looked. */
  boolean isOfProbe() {
    return source.equals(OwnSource.PROBE.label());
  }

  String source() {
    return source;
  }

  String key() {
    return key;
  }

  /** The service that it is about; null if none claims it. */
  String service() {
    return service;
  }

  /** What the source has named, if no service claims it. */
  String target() {
    return target;
  }

  State state() {
    return state;
  }

  Outcome outcome() {
    return outcome;
  }

  String reason() {
    return reason;
  }

  Optional<Severity> severity() {
    return Optional.ofNullable(severity);
  }

  /** Whether it is only about to be down, or a nuisance. */
  boolean isWarning() {
    return severity == Severity.SEV3;
  }

  String title() {
    return title;
  }

  String detail() {
    return detail;
  }

  String link() {
    return link;
  }

  /** The cause that it blames, as {@link Cause} names it. */
  Optional<String> suspect() {
    return Optional.ofNullable(suspect);
  }

  /** The incident that it has opened or joined; null if it has not. */
  String incident() {
    return incident;
  }

  Instant startedAt() {
    return startedAt;
  }

  Instant endedAt() {
    return endedAt;
  }

  Instant firstAt() {
    return firstAt;
  }

  Instant lastAt() {
    return lastAt;
  }

  int repeats() {
    return repeats;
  }

  boolean isDown() {
    return state == State.DOWN;
  }

  /** Since when it is down, as its source tells, or else when it was heard of first. */
  Instant since() {
    return startedAt == null ? firstAt : startedAt;
  }

  void about(Report report, String claimedBy) {
    service = claimedBy;
    target = claimedBy == null ? report.target().orElse(null) : null;
    title = report.title();
    detail = report.detail();
    link = report.link().orElse(null);
    severity = report.severity().orElse(null);
    suspect = report.suspect().orElse(null);
  }

  void down(Instant since, Instant now) {
    if (state != State.DOWN) {
      firstAt = now;
      repeats = 0;
      endedAt = null;
      incident = null;
    }
    state = State.DOWN;
    startedAt = since;
    lastAt = now;
  }

  void repeat(Instant now) {
    repeats++;
    lastAt = now;
  }

  void up(Instant at, Instant now) {
    state = State.UP;
    endedAt = at;
    lastAt = now;
  }

  /** It was over in between: what its source resolves is the last time that it fired. */
  void beganAnew(Instant since) {
    startedAt = since;
  }

  /** Its source says once more, or before it said anything else, that it is well. */
  void stillUp(Instant at, Instant now) {
    if (endedAt == null || at.isAfter(endedAt)) {
      endedAt = at;
      lastAt = now;
    }
  }

  /**
   * Whether its source, by its own clock, has told of an end after this. An end without a time has
   * that of the desk, with which the source's must not be compared.
   */
  boolean hasToldOfEndAfter(Instant moment) {
    return endedAt != null && !endedAt.equals(lastAt) && endedAt.isAfter(moment);
  }

  /** A person says that it is not so, whatever the source goes on saying. */
  void overrule(Instant now) {
    state = State.OVERRULED;
    lastAt = now;
  }

  void joined(String incidentId, Outcome how) {
    incident = incidentId;
    outcome = how;
    reason = "";
  }

  /** Its incident is over, but it still says that it is down. */
  void letGo() {
    incident = null;
    outcome = Outcome.REPEATED;
  }

  void came(Outcome how, String why) {
    outcome = how;
    reason = why.length() > 500 ? why.substring(0, 500) : why;
  }

  /** What its source says. */
  enum State {
    DOWN,
    UP,
    /** Still down for the source, but a person has looked. */
    OVERRULED
  }

  /** What came of the last word. */
  enum Outcome {
    /** It has opened an incident. */
    OPENED,
    /** It has joined one that was open. */
    JOINED,
    /** It says that all is well again. */
    CLOSED,
    /** It was known. */
    REPEATED,
    /** Somebody works at the service. */
    SILENCED,
    /** No service is called like that; Ops see it. */
    UNCLAIMED,
    /** It says nothing that is news. */
    IGNORED
  }
}
