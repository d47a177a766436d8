package org.mcws.desk.hostmaintenance;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Transient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.hibernate.annotations.DynamicUpdate;
import org.mcws.desk.platform.mesos.MachineName;
import org.springframework.data.domain.Persistable;

/** One machine being maintained, kept after its process has ended. */
@Entity
@DynamicUpdate
class HostMaintenance implements Persistable<String> {

  private static final int REASON_LENGTH = 2000;
  private static final int EVIDENCE_LENGTH = 3500;
  private static final int NOTE_LENGTH = 1200;
  private static final String COMMA = ",";

  @Id private String id;
  private String host;
  private String ip;
  private String reason;
  private Instant beginsAt;
  private int hours;

  @Enumerated(EnumType.STRING)
  private State state;

  private Instant begunAt;
  private String app;
  private boolean asked;
  private int looks;
  private String moved;
  private String away;
  private String skipped;
  private boolean insisted;
  private boolean back;
  private boolean cancelled;
  private String evidence;
  private String startedBy;
  private Instant startedAt;
  private Instant endedAt;
  @Transient private boolean stored;

  protected HostMaintenance() {}

  /**
   * @param id of its process instance
   * @param machine as Mesos knows it
   * @param startedBy the account that has started it
   */
  HostMaintenance(
      String id, MachineName machine, HostOrder order, String startedBy, Instant startedAt) {
    this.id = id;
    this.host = machine.host();
    this.ip = machine.ip();
    this.reason = cut(order.reason(), REASON_LENGTH);
    this.beginsAt = order.begin();
    this.hours = order.hours();
    this.state = State.PLANNED;
    this.moved = "";
    this.away = "";
    this.skipped = "";
    this.evidence = "";
    this.startedBy = startedBy;
    this.startedAt = startedAt;
  }

  /** The id of its process instance. */
  String id() {
    return id;
  }

  String host() {
    return host;
  }

  /** What the audit trail calls the machine. */
  String subject() {
    return "host/" + host;
  }

  MachineName machine() {
    return new MachineName(host, ip);
  }

  String reason() {
    return reason;
  }

  /** When it is planned to begin. */
  Instant beginsAt() {
    return beginsAt;
  }

  /** How long the machine will be away, as planned. */
  Duration duration() {
    return Duration.ofHours(hours);
  }

  State state() {
    return state;
  }

  /** Whether the machine is being emptied, or was. */
  boolean isBegun() {
    return begunAt != null;
  }

  /** The app that is moved or let back just now; null if none is. */
  String app() {
    return app;
  }

  /** Whether the platform was asked to move {@link #app}, or to let it back. */
  boolean isAsked() {
    return asked;
  }

  /** How often what is under way was looked at without success. */
  int looks() {
    return looks;
  }

  /** The apps that were moved. */
  List<String> moved() {
    return list(moved);
  }

  /** The apps that are kept off the machine, or are about to be. */
  List<String> away() {
    return list(away);
  }

  /** The apps that Ops leave on the machine. */
  List<String> skipped() {
    return list(skipped);
  }

  /** Whether Ops go on although something on the machine cannot be moved. */
  boolean insisted() {
    return insisted;
  }

  /** Whether the machine is back, or no longer waited for. */
  boolean isBack() {
    return back;
  }

  boolean isCancelled() {
    return cancelled;
  }

  /** What was seen and decided, a line each, the latest last. */
  String evidence() {
    return evidence;
  }

  String startedBy() {
    return startedBy;
  }

  Instant startedAt() {
    return startedAt;
  }

  Instant endedAt() {
    return endedAt;
  }

  // --- away

  void begin(Instant now) {
    begunAt = now;
    state = State.EMPTYING;
  }

  /** It is this app's turn. */
  void turnTo(String next) {
    app = next;
    asked = false;
    looks = 0;
  }

  /** The platform is about to be asked: from here on the app has to be let back one day. */
  void ask() {
    asked = true;
    if (!away().contains(app)) {
      away = with(away, app);
    }
  }

  /** The platform has refused what it was asked for the app. */
  void refused() {
    asked = false;
  }

  void hasMoved() {
    if (!moved().contains(app)) {
      moved = with(moved, app);
    }
    turnTo(null);
  }

  void looked() {
    looks++;
  }

  /** It goes no further without Ops. */
  void stick() {
    state = state == State.RETURNING || state == State.ASTRAY ? State.ASTRAY : State.STUCK;
  }

  /** Ops want to see what is under way for another while. */
  void tryAgain() {
    looks = 0;
    goOn();
  }

  /** Ops let stay what cannot be moved. */
  void skip() {
    if (app == null) {
      insisted = true;
    } else {
      skipped = with(skipped, app);
    }
    turnTo(null);
    goOn();
  }

  private void goOn() {
    state = state == State.ASTRAY ? State.RETURNING : isBegun() ? State.EMPTYING : State.PLANNED;
  }

  void down() {
    state = State.DOWN;
  }

  void cancel() {
    cancelled = true;
  }

  // --- back

  /** The machine is given back, whether the work was done or not. */
  void turnHome() {
    if (state != State.RETURNING && state != State.ASTRAY) {
      turnTo(null);
    }
    state = State.RETURNING;
  }

  /** The machine is there again, or is not waited for any more. */
  void isThere() {
    back = true;
    looks = 0;
  }

  /** The app may use the machine again, and is not looked at any more. */
  void isLetBack() {
    away = String.join(COMMA, away().stream().filter(one -> !one.equals(app)).toList());
    turnTo(null);
  }

  /** All is back. */
  void settle() {
    state = cancelled ? State.CANCELLED : State.DONE;
  }

  /** Whether all is back. */
  boolean isSettled() {
    return state == State.CANCELLED || state == State.DONE;
  }

  void end(Instant now) {
    endedAt = now;
  }

  /** Adds a line to what was seen; the oldest go when there is no more room. */
  void note(String seen) {
    String line = "- " + cut(seen.strip(), NOTE_LENGTH).replaceAll("\\s+", " ");
    List<String> lines =
        new ArrayList<>(evidence.lines().filter(one -> !one.equals(line)).toList());
    lines.add(line);
    while (String.join("\n", lines).length() > EVIDENCE_LENGTH) {
      lines.remove(0);
    }
    evidence = String.join("\n", lines);
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

  /** Ids of apps have no comma. */
  private static List<String> list(String ids) {
    return ids.isEmpty() ? List.of() : List.of(ids.split(COMMA));
  }

  private static String with(String ids, String one) {
    return String.join(COMMA, Stream.concat(list(ids).stream(), Stream.of(one)).toList());
  }

  private static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length - 1) + "…";
  }

  /** How far it is. */
  enum State {
    /** It waits for its time. */
    PLANNED,
    /** One app after the other is moved off the machine. */
    EMPTYING,
    /** Something cannot be moved; Ops decide. */
    STUCK,
    /** The machine is down, and Ops work on it. */
    DOWN,
    /** The machine comes back, and its apps may use it again. */
    RETURNING,
    /** The machine or an app is not back as it should; Ops decide. */
    ASTRAY,
    DONE,
    CANCELLED
  }
}
