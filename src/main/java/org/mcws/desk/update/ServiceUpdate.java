package org.mcws.desk.update;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Transient;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.hibernate.annotations.DynamicUpdate;
import org.mcws.desk.inventory.DeliveredService;
import org.mcws.desk.platform.hosting.App;
import org.mcws.desk.platform.hosting.AppStatus;
import org.springframework.data.domain.Persistable;

/** One service being brought to another image, kept after its process has ended. */
@Entity
@DynamicUpdate
class ServiceUpdate implements Persistable<String> {

  private static final int REASON_LENGTH = 2000;
  private static final int DECISION_LENGTH = 2000;
  private static final int EVIDENCE_LENGTH = 3500;
  private static final int NOTE_LENGTH = 1200;

  @Id private String id;
  private String service;
  private String community;
  private String app;
  private String host;
  private String subject;
  private String reason;
  private String riskClass;
  private boolean ignoreWindow;
  private boolean windowAwaited;
  private boolean insisted;
  private boolean leaves;
  private Integer settingsTo;
  private String settingsBefore;
  private String imageFrom;
  private String versionBefore;
  private String imageTo;
  private String digestTo;
  private String deployWithin;
  private String lookEvery;
  private String probeEvery;
  private int probesWanted;

  @Enumerated(EnumType.STRING)
  private State state;

  private boolean holds;
  private String evidence;
  private String baseline;
  private String probes;
  private Instant workingSince;
  private Instant silentSince;
  private Instant unsettledSince;
  private Instant nextVisitAt;
  private Instant failureSeenAt;
  private int failures;
  private LocalDate exemptUntil;
  private String decidedBy;
  private String decision;
  private String startedBy;
  private Instant startedAt;
  private Instant endedAt;
  @Transient private boolean stored;

  protected ServiceUpdate() {}

  /**
   * @param id of its process instance
   * @param order what is to be done
   * @param startedBy the account that has started it, or null for the desk
   */
  ServiceUpdate(
      String id,
      DeliveredService service,
      UpdateOrder order,
      Limits limits,
      String startedBy,
      Instant startedAt) {
    this.id = id;
    this.service = service.id();
    this.community = service.community();
    this.app = service.appId();
    this.host = service.host();
    this.subject = order.subject();
    this.reason = cut(order.reason(), REASON_LENGTH);
    this.riskClass = order.riskClass();
    this.insisted = order.insist();
    this.leaves = order.leave();
    this.settingsTo = order.settings();
    this.ignoreWindow = order.ignoreWindow() || !limits.respectsWindow();
    this.imageFrom = service.image();
    this.imageTo = order.image();
    this.deployWithin = limits.deployWithin();
    this.lookEvery = limits.lookEvery();
    this.probeEvery = limits.probeEvery();
    this.probesWanted = limits.probes();
    this.state = State.WAITING;
    this.evidence = "";
    this.baseline = "";
    this.probes = "";
    this.startedBy = startedBy;
    this.startedAt = startedAt;
  }

  /** The id of its process instance. */
  String id() {
    return id;
  }

  String service() {
    return service;
  }

  String community() {
    return community;
  }

  /** The id of the service's app on the hosting platform. */
  String app() {
    return app;
  }

  /** The name under which visitors reach it; null for a worker. */
  String host() {
    return host;
  }

  /** For what it is done, as the asker named it; empty if a person has started it. */
  String subject() {
    return subject;
  }

  String reason() {
    return reason;
  }

  String riskClass() {
    return riskClass;
  }

  boolean ignoresWindow() {
    return ignoreWindow;
  }

  /** Whether it has waited for the maintenance window to open. */
  boolean windowAwaited() {
    return windowAwaited;
  }

  /** Whether Ops want it although something may speak against it. */
  boolean insisted() {
    return insisted;
  }

  /** The revision of its configuration that it is to have; empty to keep what it has. */
  Optional<Integer> settingsTo() {
    return Optional.ofNullable(settingsTo);
  }

  /** Whether the app has what it is to be told. */
  boolean isTold(AppStatus app) {
    return settingsTo == null || settingsTo.toString().equals(app.labels().get(App.SETTINGS));
  }

  /** The settings that it had before, as the platform names them. */
  Optional<String> settingsBefore() {
    return Optional.ofNullable(settingsBefore);
  }

  /** Whether a version that was rolled back is its author's affair, and Ops need not decide. */
  boolean leaves() {
    return leaves;
  }

  /** The image that ran before; what the inventory knew, until the platform was asked. */
  String imageFrom() {
    return imageFrom;
  }

  /** The version that ran before, as the hosting platform names it; null if none is remembered. */
  String versionBefore() {
    return versionBefore;
  }

  /** The image that is to run; null while nobody has named one. */
  String imageTo() {
    return imageTo;
  }

  String digestTo() {
    return digestTo;
  }

  String deployWithin() {
    return deployWithin;
  }

  String lookEvery() {
    return lookEvery;
  }

  String probeEvery() {
    return probeEvery;
  }

  int probesWanted() {
    return probesWanted;
  }

  State state() {
    return state;
  }

  /** Whether neither version runs as it should, as far as is known. */
  boolean isBroken() {
    return state == State.BROKEN || state == State.WAITING && holds;
  }

  /** What was seen in the latest attempt, a line each. */
  String evidence() {
    return evidence;
  }

  Visits baseline() {
    return Visits.parse(baseline);
  }

  Visits probes() {
    return Visits.parse(probes);
  }

  /** Since when what is under way now, a deployment or a roll-back, may take its time. */
  Instant workingSince() {
    return workingSince;
  }

  /** Since when the platform does not answer; null if it does. */
  Instant silentSince() {
    return silentSince;
  }

  /** Since when not exactly what was asked for runs; null if it does. */
  Instant unsettledSince() {
    return unsettledSince;
  }

  /** When the next visitor comes; null if the new version is not watched. */
  Instant nextVisitAt() {
    return nextVisitAt;
  }

  /** How many tasks were seen to fail in what is under way now. */
  int failures() {
    return failures;
  }

  LocalDate exemptUntil() {
    return exemptUntil;
  }

  /** The account of who has decided how it goes on; null while nobody has. */
  String decidedBy() {
    return decidedBy;
  }

  /** Why that was decided, in that person's words; null while nobody has decided. */
  String decision() {
    return decision;
  }

  /** The account that has started it; null for the desk. */
  String startedBy() {
    return startedBy;
  }

  Instant startedAt() {
    return startedAt;
  }

  Instant endedAt() {
    return endedAt;
  }

  // --- before

  void awaitWindow() {
    windowAwaited = true;
  }

  void name(String image) {
    imageTo = image;
  }

  /** The version to which it will be brought back. */
  void remember(AppStatus running) {
    imageFrom = running.image();
    versionBefore = running.version();
    settingsBefore = running.labels().get(App.SETTINGS);
  }

  /** From here on it is this update alone that works at the service. */
  void begin(String digest, Visits before, AppStatus running) {
    state = State.DEPLOYING;
    holds = true;
    digestTo = digest;
    baseline = before.toString();
    probes = "";
    failureSeenAt = running.lastFailure().map(AppStatus.Failure::at).orElse(null);
  }

  // --- while it works

  void deployed(Instant now) {
    work(State.DEPLOYING, now);
  }

  /** The new version runs, and is watched from here on. */
  void settled() {
    state = State.PROBING;
    unsettledSince = null;
    failures = 0;
  }

  /**
   * @param when the next visitor of the version that is watched comes; null if there have been
   *     enough
   */
  void visitAt(Instant when) {
    nextVisitAt = when;
  }

  void rollBack(Instant now) {
    work(State.ROLLING_BACK, now);
  }

  private void work(State what, Instant now) {
    state = what;
    nextVisitAt = null;
    workingSince = now;
    silentSince = null;
    unsettledSince = null;
    failures = 0;
  }

  /**
   * Counts a failed task once, however often it is shown.
   *
   * @return whether it is a new one
   */
  boolean count(AppStatus running) {
    Instant at = running.lastFailure().map(AppStatus.Failure::at).orElse(null);
    if (at == null || at.equals(failureSeenAt)) {
      return false;
    }
    failureSeenAt = at;
    failures++;
    return true;
  }

  void isSettled(boolean settled, Instant now) {
    if (settled) {
      unsettledSince = null;
    } else if (unsettledSince == null) {
      unsettledSince = now;
    }
  }

  void probed(Visits all) {
    probes = all.toString();
  }

  void silent(Instant now) {
    if (silentSince == null) {
      silentSince = now;
    }
  }

  /** The platform answers again; the time of its silence does not count. */
  void heard(Instant now) {
    if (silentSince != null) {
      Duration silence = Duration.between(silentSince, now);
      workingSince = workingSince == null ? null : workingSince.plus(silence);
      unsettledSince = unsettledSince == null ? null : unsettledSince.plus(silence);
      silentSince = null;
    }
  }

  /** Adds a line to what was seen; what was said already is not said again. */
  void note(String seen) {
    String line = "- " + cut(seen.strip(), NOTE_LENGTH).replaceAll("\\s+", " ");
    if (!evidence.contains(line)) {
      evidence = cut(evidence.isEmpty() ? line : evidence + "\n" + line, EVIDENCE_LENGTH);
    }
  }

  // --- with Ops

  /** It goes no further without Ops; the service runs as before. */
  void stop() {
    state = State.STOPPED;
    holds = false;
  }

  /** The service does not run as it should, and Ops must see to it. */
  void broken() {
    state = State.BROKEN;
    holds = true;
  }

  void exempt(LocalDate until) {
    state = State.EXEMPTED;
    exemptUntil = until;
  }

  /** A person of Ops has decided how it goes on. */
  void decided(String by, String why) {
    decidedBy = by;
    decision = why == null ? "" : cut(why, DECISION_LENGTH);
  }

  /** Begins anew; a broken service stays in the hands of this update. */
  void tryAgain() {
    state = State.WAITING;
    windowAwaited = false;
    exemptUntil = null;
    silentSince = null;
    evidence = "";
  }

  /** Ops want it although something may speak against it. */
  void insist(boolean atOnce) {
    insisted = true;
    ignoreWindow |= atOnce;
  }

  void repaired(String digest) {
    digestTo = digest;
  }

  void end(State how, Instant now) {
    state = how;
    holds = false;
    nextVisitAt = null;
    endedAt = now;
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
    /** For an image, for the maintenance window, for another update. */
    WAITING,
    DEPLOYING,
    /** The new version runs and is watched. */
    PROBING,
    ROLLING_BACK,
    /** It could not begin or was rolled back; the old version runs, and Ops decide. */
    STOPPED,
    /** Neither version runs as it should; Ops repair it. */
    BROKEN,
    /** The old version is kept until a date. */
    EXEMPTED,
    UPDATED,
    /** The old version stays, by a person's decision. */
    LEFT,
    CALLED_OFF
  }
}
