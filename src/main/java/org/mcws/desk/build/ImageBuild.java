package org.mcws.desk.build;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.mcws.desk.platform.images.BuiltImage;
import org.mcws.desk.platform.sources.SourceCommit;

/** One build, from its order to its end. */
@Entity
@DynamicUpdate
class ImageBuild {

  private static final int MESSAGE_LENGTH = 2000;
  private static final int TITLE_LENGTH = 300;

  /** When the platform is in trouble it is tried again after these times, and then given up. */
  private static final List<Duration> PATIENCE =
      List.of(
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofMinutes(2),
          Duration.ofMinutes(5),
          Duration.ofMinutes(10),
          Duration.ofMinutes(15));

  @Id private UUID id;
  private String service;
  private String source;

  @Enumerated(EnumType.STRING)
  private State state;

  @Enumerated(EnumType.STRING)
  private Reason reason;

  private String message;
  private String findings;
  private String log;
  private String commitId;
  private String commitTitle;
  private String image;
  private String digest;
  private Long bytes;
  private int attempt;
  private int troubles;
  private Instant dueAt;
  private Instant leaseUntil;
  private String orderedBy;
  private Instant orderedAt;
  private Instant endedAt;

  protected ImageBuild() {}

  /**
   * @param source what it is built from, as JSON
   */
  ImageBuild(String service, String source, String orderedBy, Instant now) {
    this.id = UUID.randomUUID();
    this.service = service;
    this.source = source;
    this.state = State.WAITING;
    this.findings = "[]";
    this.log = "";
    this.dueAt = now;
    this.orderedBy = orderedBy;
    this.orderedAt = now;
  }

  UUID id() {
    return id;
  }

  String service() {
    return service;
  }

  String source() {
    return source;
  }

  State state() {
    return state;
  }

  Optional<Reason> reason() {
    return Optional.ofNullable(reason);
  }

  Optional<String> message() {
    return Optional.ofNullable(message);
  }

  String findings() {
    return findings;
  }

  String log() {
    return log;
  }

  /** The commit that it is built from; empty if it is from no repository, or not fetched yet. */
  Optional<String> commit() {
    return Optional.ofNullable(commitId);
  }

  /** The first line of that commit's message. */
  Optional<String> commitTitle() {
    return Optional.ofNullable(commitTitle);
  }

  Optional<String> image() {
    return Optional.ofNullable(image);
  }

  Optional<String> digest() {
    return Optional.ofNullable(digest);
  }

  Optional<Long> bytes() {
    return Optional.ofNullable(bytes);
  }

  int attempt() {
    return attempt;
  }

  String orderedBy() {
    return orderedBy;
  }

  Instant orderedAt() {
    return orderedAt;
  }

  Optional<Instant> endedAt() {
    return Optional.ofNullable(endedAt);
  }

  boolean hasEnded() {
    return endedAt != null;
  }

  /** A node begins with it, or begins anew after another one. */
  void take(Instant leaseUntil) {
    state = State.RUNNING;
    attempt++;
    this.leaseUntil = leaseUntil;
    log = "";
    message = null;
  }

  /** Whether this attempt is the one that counts. */
  boolean isHeld(int attempt) {
    return state == State.RUNNING && this.attempt == attempt;
  }

  /** The node that builds is alive. */
  void goOn(String log, Instant leaseUntil) {
    this.log = kept(log);
    this.leaseUntil = leaseUntil;
  }

  /** Its files are there. */
  void laid(Optional<SourceCommit> commit, String findings) {
    commitId = commit.map(SourceCommit::id).orElse(null);
    commitTitle = commit.map(SourceCommit::title).map(ImageBuild::titled).orElse(null);
    this.findings = findings;
  }

  void built(BuiltImage built, String log, Instant now) {
    this.log = kept(log);
    image = built.reference();
    digest = built.digest();
    bytes = built.bytes();
    end(State.BUILT, now);
  }

  /** It does not become an image. */
  void failed(Reason reason, String message, String log, Instant now) {
    this.log = kept(log);
    this.reason = reason;
    this.message = shortened(message);
    end(State.FAILED, now);
  }

  /** The platform is in trouble: it is tried again later, or given up in the end. */
  void putOff(String message, String log, Instant now) {
    if (troubles == PATIENCE.size()) {
      failed(Reason.PLATFORM, message, log, now);
      return;
    }
    this.log = kept(log);
    this.message = shortened(message);
    dueAt = now.plus(PATIENCE.get(troubles));
    troubles++;
    state = State.WAITING;
    leaseUntil = null;
  }

  /** This node stops; the next one may begin at once. */
  void letGo(Instant now) {
    dueAt = now;
    state = State.WAITING;
    leaseUntil = null;
  }

  private void end(State how, Instant now) {
    state = how;
    leaseUntil = null;
    endedAt = now;
  }

  private static String shortened(String text) {
    String plain = kept(text);
    return plain.length() > MESSAGE_LENGTH ? plain.substring(0, MESSAGE_LENGTH) : plain;
  }

  private static String titled(String text) {
    String plain = kept(text);
    return plain.length() > TITLE_LENGTH ? plain.substring(0, TITLE_LENGTH) : plain;
  }

  /** What the database can keep as text. */
  private static String kept(String text) {
    return text.replace("\0", "");
  }

  /** How far a build is. */
  enum State {
    /** Until a node is free, or until it is tried again. */
    WAITING,
    RUNNING,
    BUILT,
    FAILED
  }

  /** Why there is no image. */
  enum Reason {
    /** The repository, or the Dockerfile in it, is not there. */
    SOURCE,
    /** The Dockerfile has errors. */
    DOCKERFILE,
    FILES,
    BASE,
    STEP,
    MEMORY,
    TIME,
    DISK,
    LOG,
    /** The engine or the registry; Ops must look. */
    PLATFORM
  }
}
