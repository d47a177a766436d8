package org.mcws.desk.schedule;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Transient;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.springframework.data.domain.Persistable;

/** When a service runs next, and after that. */
@Entity
class Schedule implements Persistable<String> {

  @Id private String service;
  private String cron;
  private String timeZone;

  @Enumerated(EnumType.STRING)
  private Overlap overlap;

  private boolean paused;
  private Instant nextAt;
  @Transient private boolean stored;

  protected Schedule() {}

  Schedule(String service, Timetable timetable, Instant now) {
    this.service = service;
    change(timetable, false, now);
    moveOn(now);
  }

  String service() {
    return service;
  }

  Timetable timetable() {
    return new Timetable(cron, ZoneId.of(timeZone), overlap);
  }

  boolean isPaused() {
    return paused;
  }

  /** When its next run is due; empty while it is paused. */
  Optional<Instant> nextAt() {
    return Optional.ofNullable(nextAt);
  }

  void change(Timetable timetable, boolean pause, Instant now) {
    boolean same = pause == paused && isAt(timetable);
    cron = timetable.cron();
    timeZone = timetable.timeZone().getId();
    overlap = timetable.overlap();
    paused = pause;
    if (!same) {
      moveOn(now);
    }
  }

  private boolean isAt(Timetable other) {
    return other.cron().equals(cron) && other.timeZone().getId().equals(timeZone);
  }

  /** What was missed until now is not made good. */
  void moveOn(Instant now) {
    nextAt = paused ? null : timetable().next(now).orElse(null);
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
}
