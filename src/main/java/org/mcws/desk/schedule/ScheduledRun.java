package org.mcws.desk.schedule;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Transient;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.data.domain.Persistable;

/** One run of a scheduled service. */
@Entity
class ScheduledRun implements Persistable<UUID> {

  /** The states in which it is wanted that it runs. */
  static final Set<State> OPEN = EnumSet.of(State.ORDERED, State.STARTED);

  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd't'HHmm'z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int RANDOM_SIGNS = 8;
  private static final int LONGEST_MESSAGE = 2000;

  @Id private UUID id;
  private String service;
  private String name;
  private Instant dueAt;
  private String orderedBy;
  private Instant orderedAt;

  @Enumerated(EnumType.STRING)
  private State state;

  private String stopReason;
  private Integer exitCode;
  private String message;
  private String output;
  private Instant startedAt;
  private Instant endedAt;
  private boolean onPlatform;
  private Instant lookAt;
  @Transient private boolean stored;

  protected ScheduledRun() {}

  private ScheduledRun(String service, Instant dueAt, String orderedBy, Instant now) {
    this.id = UUID.randomUUID();
    this.service = service;
    this.name = NAME.format(dueAt) + id.toString().substring(0, RANDOM_SIGNS);
    this.dueAt = dueAt;
    this.orderedBy = orderedBy;
    this.orderedAt = now;
  }

  /** One that is to begin. */
  static ScheduledRun ordered(String service, Instant dueAt, String orderedBy, Instant now) {
    ScheduledRun run = new ScheduledRun(service, dueAt, orderedBy, now);
    run.state = State.ORDERED;
    run.onPlatform = true;
    run.lookAt = now;
    return run;
  }

  /** One that was left out. */
  static ScheduledRun skipped(
      String service, Instant dueAt, String orderedBy, String why, Instant now) {
    ScheduledRun run = new ScheduledRun(service, dueAt, orderedBy, now);
    run.state = State.SKIPPED;
    run.message = why;
    run.output = "";
    run.endedAt = now;
    return run;
  }

  UUID id() {
    return id;
  }

  String service() {
    return service;
  }

  /** What it is called on the hosting platform. */
  String name() {
    return name;
  }

  Instant dueAt() {
    return dueAt;
  }

  State state() {
    return state;
  }

  /** Why it is to be stopped; empty if it is not. */
  Optional<String> stopReason() {
    return Optional.ofNullable(stopReason);
  }

  Optional<Integer> exitCode() {
    return Optional.ofNullable(exitCode);
  }

  Optional<String> message() {
    return Optional.ofNullable(message);
  }

  /** What it has printed; empty before that has been read. */
  Optional<String> output() {
    return Optional.ofNullable(output);
  }

  Instant orderedAt() {
    return orderedAt;
  }

  Instant startedAt() {
    return startedAt;
  }

  Instant endedAt() {
    return endedAt;
  }

  void start(Instant now) {
    state = State.STARTED;
    startedAt = now;
    message = null;
  }

  /** Whether something of it may be on the hosting platform. */
  boolean isOnPlatform() {
    return onPlatform;
  }

  /** It goes on, or cannot begin yet. */
  void goOn(String why, Instant when) {
    message = cut(why);
    lookAt = when;
  }

  void lookAgain(Instant when) {
    lookAt = when;
  }

  void end(State how, Integer code, String why, Instant now) {
    state = how;
    exitCode = code;
    message = cut(why);
    endedAt = now;
    lookAt = now;
  }

  void printed(String all) {
    output = storable(all);
  }

  /** Nothing of it is left on the hosting platform. */
  void gone() {
    onPlatform = false;
  }

  /** There is nothing more to do about it. */
  void close() {
    lookAt = null;
  }

  private static String cut(String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    String all = storable(text);
    return all.length() > LONGEST_MESSAGE ? all.substring(0, LONGEST_MESSAGE) : all;
  }

  /** PostgreSQL has no character 0 in its texts, and programs print what they like. */
  private static String storable(String text) {
    return text.replace("\0", "");
  }

  @Override
  public UUID getId() {
    return id;
  }

  @Override
  public boolean isNew() {
    return !stored;
  }

  @PostLoad
  @PostPersist
  void markStored() {
    stored = true;
  }

  /** How far it is. */
  enum State {
    ORDERED,
    STARTED,
    /** It has ended with 0. */
    SUCCEEDED,
    FAILED,
    /** Somebody did not want it any more, or the next one took its place. */
    STOPPED,
    /** It never began, since the one before had not ended. */
    SKIPPED
  }
}
