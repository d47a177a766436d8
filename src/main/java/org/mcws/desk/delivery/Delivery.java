package org.mcws.desk.delivery;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.mcws.desk.update.events.UpdateOutcome;

/** One way of a commit, a Dockerfile, or a release that is brought back, to production. */
@Entity
@DynamicUpdate
class Delivery {

  private static final String SUBJECT = "delivery/";
  private static final int TITLE_LENGTH = 300;
  private static final int DECISION_LENGTH = 2000;

  @Id private UUID id;
  private String service;

  @Enumerated(EnumType.STRING)
  private State state;

  @Enumerated(EnumType.STRING)
  private Stage stage;

  private String commitId;
  private String dockerfile;
  private String title;
  private Integer release;
  private String askedBy;
  private boolean byHand;
  private String accepted;
  private String pusherMail;
  private String processInstanceId;
  private UUID build;
  private String image;
  private String digest;
  private String imageBefore;
  private Integer configuration;
  private Instant stagedAt;
  private Instant stagingRemovedAt;
  private UUID approval;

  @Enumerated(EnumType.STRING)
  private Word verdict;

  private String decidedBy;
  private String decision;
  private boolean overtaken;

  @Enumerated(EnumType.STRING)
  private UpdateOutcome.Step production;

  private String message;
  private String log;
  private Integer releasedAs;
  private Instant tellAt;
  private int tellAttempts;
  private Instant createdAt;
  private Instant beganAt;
  private Instant endedAt;

  protected Delivery() {}

  private Delivery(String service, Stage stage, String askedBy, boolean byHand, Instant now) {
    this.id = UUID.randomUUID();
    this.service = service;
    this.state = State.WAITING;
    this.stage = stage;
    this.askedBy = askedBy;
    this.byHand = byHand;
    this.createdAt = now;
  }

  /**
   * Of a commit.
   *
   * @param askedBy who has pushed it or wants it: a name, an account, or {@code desk}
   * @param byHand whether somebody wants it now, even if nothing begins by itself
   */
  static Delivery ofCommit(
      String service, String commit, String askedBy, boolean byHand, Instant now) {
    Delivery delivery = new Delivery(service, Stage.BUILD, askedBy, byHand, now);
    delivery.commitId = commit;
    return delivery;
  }

  /** Of a Dockerfile that an owner has uploaded. */
  static Delivery ofDockerfile(String service, String text, String askedBy, Instant now) {
    Delivery delivery = new Delivery(service, Stage.BUILD, askedBy, true, now);
    delivery.dockerfile = text;
    return delivery;
  }

  /** Of a release that is brought back. */
  static Delivery ofRelease(Release release, String askedBy, Instant now) {
    Delivery delivery = new Delivery(release.service(), Stage.QUESTION, askedBy, true, now);
    delivery.mean(release, askedBy);
    return delivery;
  }

  /** This commit is meant, and not what waited before. */
  void mean(String commit, String by, boolean hand) {
    commitId = commit;
    dockerfile = null;
    askedBy = by;
    byHand |= hand;
    pusherMail = null;
  }

  /** This Dockerfile is meant, and not what waited before. */
  void meanDockerfile(String text, String by) {
    dockerfile = text;
    commitId = null;
    askedBy = by;
    byHand = true;
    pusherMail = null;
  }

  /** This release is meant. */
  final void mean(Release wanted, String by) {
    release = wanted.number();
    commitId = wanted.commit().orElse(null);
    image = wanted.image();
    digest = wanted.digest().orElse(null);
    configuration = wanted.configuration().orElse(null);
    askedBy = by;
  }

  /** Who has pushed it can be reached there. */
  void pusher(Optional<String> mail) {
    pusherMail = mail.orElse(null);
  }

  /** It is brought although it has holes that are known. */
  void accept(String why) {
    accepted = why;
  }

  /** Its process instance begins. */
  void begin(String instance, String runningImage, Instant now) {
    state = State.RUNNING;
    processInstanceId = instance;
    imageBefore = runningImage;
    beganAt = now;
    tellSoon(now);
  }

  void ordered(UUID id) {
    build = id;
  }

  /** It was this commit that was built; the branch has moved on before. */
  void of(String commit, Instant now) {
    commitId = commit;
    tellSoon(now);
  }

  /** There is an image of it. */
  void built(String reference, Optional<String> imageDigest, Optional<String> commitTitle) {
    image = reference;
    digest = imageDigest.orElse(null);
    title =
        commitTitle
            .map(text -> text.length() > TITLE_LENGTH ? text.substring(0, TITLE_LENGTH) : text)
            .orElse(null);
    stage = Stage.CHECK;
  }

  /** It goes to production, with this revision of what it is told there. */
  void goLive(Optional<Integer> revision, Instant now) {
    stage = Stage.PRODUCTION;
    tellSoon(now);
    configuration = revision.orElse(null);
  }

  /** It was given to staging. */
  void staged(Instant now) {
    stage = Stage.STAGING;
    stagedAt = now;
    tellSoon(now);
  }

  /** What ran in staging is stopped. */
  void unstaged(Instant now) {
    stagingRemovedAt = now;
  }

  /** The owners are asked. */
  void asked(UUID question, Instant now) {
    stage = Stage.QUESTION;
    approval = question;
    verdict = null;
    tellSoon(now);
  }

  void decided(Word word, String by, String why) {
    verdict = word;
    decidedBy = by;
    decision = why.length() > DECISION_LENGTH ? why.substring(0, DECISION_LENGTH) : why;
  }

  /** What came of the stage that it is in, for people, and what a program has printed. */
  void note(String what, String printed) {
    message = what;
    log = printed.isEmpty() ? null : printed;
  }

  /**
   * The one at work brings the newer commit already, and this stands for the one that it began
   * with, which nobody builds any more.
   */
  void standFor(Delivery running, Instant now) {
    note(
        "The branch has moved on before it was built, to what is delivered as " + running.id + ".",
        "");
    commitId = running.commitId;
    byHand = running.byHand;
    overtaken = true;
    end(State.OVERTAKEN, now);
  }

  /** Something newer comes before it. */
  void overtake() {
    overtaken = true;
  }

  /** Whether it is settled which commit it is; the newest that is wanted is found by the build. */
  boolean hasItsCommit() {
    return commitId != null && !(byHand && stage == Stage.BUILD && state != State.FAILED);
  }

  /** The forge is to be told how it stands. */
  private void tellSoon(Instant now) {
    tellAt = now;
    tellAttempts = 0;
  }

  /** It is being told; if nothing is heard of that until then, it is told again. */
  void telling(Instant until) {
    // As the database keeps it, so that it can be compared.
    tellAt = until.truncatedTo(ChronoUnit.MICROS);
    tellAttempts++;
  }

  /** Whether nothing has happened since it was taken to be told. */
  boolean isToldAs(Delivery taken) {
    return taken.tellAt.equals(tellAt);
  }

  /** The forge did not answer, and is told again then. */
  void tellAgain(Instant when) {
    tellAt = when;
  }

  /** The forge knows. */
  void told() {
    tellAt = null;
  }

  /** How often the forge was told in vain. */
  int tellAttempts() {
    return tellAttempts;
  }

  /** How far the update of the service is. */
  void production(UpdateOutcome.Step step) {
    stage = Stage.PRODUCTION;
    production = step;
  }

  /** This image is in production now: another one than was delivered if Ops have named it. */
  void runs(String reference) {
    if (!reference.equals(image)) {
      image = reference;
      digest = null;
      commitId = null;
      dockerfile = null;
      configuration = null;
    }
  }

  void released(int number) {
    releasedAs = number;
  }

  void end(State how, Instant now) {
    state = how;
    endedAt = now;
    tellSoon(now);
  }

  UUID id() {
    return id;
  }

  /** What it is called where others are asked to do something for it. */
  String subject() {
    return SUBJECT + id;
  }

  static Optional<UUID> idIn(String subject) {
    try {
      return subject.startsWith(SUBJECT)
          ? Optional.of(UUID.fromString(subject.substring(SUBJECT.length())))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      // Somebody else may call something so.
      return Optional.empty();
    }
  }

  String service() {
    return service;
  }

  State state() {
    return state;
  }

  Stage stage() {
    return stage;
  }

  /** The commit; nothing for what came from no repository. */
  Optional<String> commit() {
    return Optional.ofNullable(commitId);
  }

  /** The text of the Dockerfile that is built, if it comes from no repository. */
  Optional<String> dockerfile() {
    return Optional.ofNullable(dockerfile);
  }

  /** The first line of the commit's message; nothing before it is built. */
  Optional<String> title() {
    return Optional.ofNullable(title);
  }

  /** The release that is brought back. */
  Optional<Integer> release() {
    return Optional.ofNullable(release);
  }

  String askedBy() {
    return askedBy;
  }

  boolean isByHand() {
    return byHand;
  }

  /** Why its known holes are accepted. */
  Optional<String> accepted() {
    return Optional.ofNullable(accepted);
  }

  Optional<String> pusherMail() {
    return Optional.ofNullable(pusherMail);
  }

  String processInstanceId() {
    return processInstanceId;
  }

  Optional<UUID> build() {
    return Optional.ofNullable(build);
  }

  /** The image with tag and digest; nothing before it is built. */
  Optional<String> image() {
    return Optional.ofNullable(image);
  }

  Optional<String> digest() {
    return Optional.ofNullable(digest);
  }

  /** The revision of what it is told in production; empty if that is not the desk's to say. */
  Optional<Integer> configuration() {
    return Optional.ofNullable(configuration);
  }

  /** What ran when it began. */
  Optional<String> imageBefore() {
    return Optional.ofNullable(imageBefore);
  }

  Optional<Instant> stagedAt() {
    return Optional.ofNullable(stagedAt);
  }

  Optional<UUID> approval() {
    return Optional.ofNullable(approval);
  }

  /** What the owners say, as far as they have. */
  Optional<Word> word() {
    return Optional.ofNullable(verdict);
  }

  Optional<String> decidedBy() {
    return Optional.ofNullable(decidedBy);
  }

  Optional<String> decision() {
    return Optional.ofNullable(decision);
  }

  boolean isOvertaken() {
    return overtaken;
  }

  /** How far the update of the service has come. */
  Optional<UpdateOutcome.Step> production() {
    return Optional.ofNullable(production);
  }

  Optional<String> message() {
    return Optional.ofNullable(message);
  }

  /** The end of what was printed, if that explains it. */
  Optional<String> log() {
    return Optional.ofNullable(log);
  }

  /** The number of the release that came of it. */
  Optional<Integer> releasedAs() {
    return Optional.ofNullable(releasedAs);
  }

  Instant createdAt() {
    return createdAt;
  }

  Optional<Instant> beganAt() {
    return Optional.ofNullable(beganAt);
  }

  Optional<Instant> endedAt() {
    return Optional.ofNullable(endedAt);
  }

  boolean hasEnded() {
    return endedAt != null;
  }

  /** How it stands. */
  enum State {
    /** Until the one before has ended. */
    WAITING,
    RUNNING,
    /** It is in production. */
    RELEASED,
    /** It cannot be built, has holes, or does not run. */
    FAILED,
    /** The owners did not say go. */
    REFUSED,
    /** Something newer came before it. */
    OVERTAKEN,
    /** Somebody of Ops has ended it. */
    CANCELLED
  }

  /** How far it has come. */
  enum Stage {
    BUILD,
    CHECK,
    STAGING,
    QUESTION,
    PRODUCTION
  }

  /** What owners have said. */
  enum Word {
    GO,
    /** Wait: they contradict each other, or put it off. */
    WAIT,
    NO
  }
}
