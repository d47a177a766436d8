package org.mcws.desk.status;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Transient;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.data.domain.Persistable;

/** What owners and Ops have said about how a service is watched and shown. */
@Entity
public class ServiceWatch implements Persistable<String> {

  @Id private String service;

  @Enumerated(EnumType.STRING)
  private Importance importance = Importance.NORMAL;

  private String pagePath = "/";
  private Integer pageStatus;
  private String pageText;
  private boolean shownByOwner = true;
  private boolean shownByOps = true;
  private Instant pausedUntil;
  private String pausedBy;
  private String pausedWhy;
  private String heartbeatHash;
  private Long heartbeatEverySeconds;
  private Long heartbeatGraceSeconds;
  @Transient private boolean stored;

  protected ServiceWatch() {}

  ServiceWatch(String service) {
    this.service = service;
  }

  public String service() {
    return service;
  }

  public Importance importance() {
    return importance;
  }

  /** What its page should be like, if it has one. */
  ExpectedPage page() {
    return new ExpectedPage(
        pagePath, Optional.ofNullable(pageStatus), Optional.ofNullable(pageText));
  }

  boolean shownByOwner() {
    return shownByOwner;
  }

  boolean shownByOps() {
    return shownByOps;
  }

  /** Whether the public may see how it fares. */
  public boolean isPublic() {
    return shownByOwner && shownByOps;
  }

  /** The pause that an owner or Ops have asked for, if it has not ended. */
  public Optional<Pause> pause(Instant now) {
    return pausedUntil != null && now.isBefore(pausedUntil)
        ? Optional.of(new Pause(pausedUntil, pausedBy, pausedWhy))
        : Optional.empty();
  }

  /** How often it tells that it is at work; empty if it does not. */
  Optional<Duration> heartbeatEvery() {
    return Optional.ofNullable(heartbeatEverySeconds).map(Duration::ofSeconds);
  }

  Optional<Duration> heartbeatGrace() {
    return Optional.ofNullable(heartbeatGraceSeconds).map(Duration::ofSeconds);
  }

  void matter(Importance how) {
    importance = how;
  }

  void expect(ExpectedPage page) {
    pagePath = page.path();
    pageStatus = page.status().orElse(null);
    pageText = page.text().orElse(null);
  }

  void showByOwner(boolean shown) {
    shownByOwner = shown;
  }

  void showByOps(boolean shown) {
    shownByOps = shown;
  }

  void pause(Instant until, String by, String why) {
    pausedUntil = until;
    pausedBy = by;
    pausedWhy = why;
  }

  void endPause() {
    pause(null, null, null);
  }

  void expectHeartbeats(String tokenHash, Duration every, Duration grace) {
    heartbeatHash = tokenHash;
    heartbeatEverySeconds = every.toSeconds();
    heartbeatGraceSeconds = grace.toSeconds();
  }

  void expectNoHeartbeats() {
    heartbeatHash = null;
    heartbeatEverySeconds = null;
    heartbeatGraceSeconds = null;
  }

  @Override
  public String getId() {
    return service;
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

  /**
   * A time in which nobody is to be woken about it.
   *
   * @param by the account of who has asked for it
   */
  public record Pause(Instant until, String by, String why) {}
}
